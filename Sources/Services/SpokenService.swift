package import Analysis
package import JSON
internal import Models
internal import Wires

/// The services in whose words results can be given.
package enum SpokenService: String, Sendable, CaseIterable {
  /// The task of TwelveLabs' analyze API.
  case twelvelabs
  /// The answer of DumplingAI's extract-video.
  case dumplingai
  /// The answer of BibiGPT's visuals.
  case bibigpt
  /// A chat completion.
  case openai

  /// The result as the service would give it; `source` is where its video came from, `native` our own document.
  package func document(
    _ result: AnalysisResult, asked request: AnalysisRequest, source: String, native: JSONValue,
    stamp: ServiceStamp
  ) throws(ServiceFailure) -> JSONValue {
    var prompt = ""
    var wantsJSON = true
    if case .prompt(let words, let shape) = request.question {
      (prompt, wantsJSON) = (words, shape != .text)
    }
    switch self {
    case .twelvelabs:
      return TwelveLabs.AnalyzeTaskResponse(
        result, asked: .init(request), video: .url(source), stamp: stamp
      ).json
    case .dumplingai:
      return try DumplingAI.ExtractVideoResponse(result, prompt: prompt, jsonMode: wantsJSON).json
    case .bibigpt:
      return BibiGPT.VisualsTask(result, document: native, id: stamp.id, isFromCache: false)
        .task.json
    case .openai:
      return try OpenAI.ChatCompletion(
        result, model: "\(result.model)", wantsJSON: wantsJSON, stamp: stamp
      ).json
    }
  }
}
