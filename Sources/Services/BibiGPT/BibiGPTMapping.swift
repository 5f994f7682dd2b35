package import Analysis
package import JSON
internal import MediaTypes
package import Wires

extension BibiGPT.VisualsRequest {
  /// Asks it of an analysis: every segment is described.
  package func put(into request: inout AnalysisRequest) {
    request.question = .segments
    request.speed = speed.flatMap { Ratio($0) } ?? 1
    request.language = language
  }
}

extension BibiGPT.VisualsTask {
  /// What came of an analysis: what was found out in part is completed too, and its document says what is missing.
  package init(
    _ result: AnalysisResult, document: JSONValue, id: String? = nil, isFromCache: Bool? = nil
  ) {
    let spoken = SpokenResult(result: result)
    let name = id ?? "vt_\(ContentName(document.text).digits)"
    let task = BibiGPT.VisualsResponse(
      taskID: name, status: spoken.isEmpty ? .failed : .completed, isFromCache: isFromCache)
    self.init(
      task, result: document,
      error: spoken.isEmpty ? spoken.complaint ?? "nothing was found" : nil)
  }
}
