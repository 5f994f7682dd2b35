package import Analysis
internal import JSON
internal import Models
package import Wires

extension OpenAI.ChatCompletion {
  /// What came of an analysis, as an answer; throws where nothing did and nobody refused.
  ///
  /// An answer that is cut, or lacks something, has the finish reason `length`.
  package init(
    _ result: AnalysisResult, model: String?, wantsJSON: Bool, stamp: ServiceStamp
  ) throws(ServiceFailure) {
    let spoken = SpokenResult(result: result)
    let said = wantsJSON ? spoken.json?.text : spoken.words
    let isRefused = result.problems.contains { $0.code == .refused }
    guard said != nil || isRefused else {
      throw ServiceFailure(message: spoken.complaint ?? "nothing was found")
    }
    let content = said ?? ""
    let name = model ?? "bibigpt"
    let hash = ContentName("\(name)\(stamp.createdAt.text)\(content)").digits
    self.init(
      id: stamp.id ?? "chatcmpl-\(hash)", created: stamp.createdAt.seconds, model: name,
      content: content,
      finishReason: said == nil
        ? .contentFilter : result.completeness == .complete ? .stop : .length,
      usage: OpenAI.CompletionUsage(
        promptTokens: Int64(result.effort.tokens.input),
        completionTokens: Int64(result.effort.tokens.output)))
  }

  /// The answer in pieces, whole words each, for those who read it as it comes.
  package func chunks(withUsage: Bool) -> [OpenAI.ChatCompletionChunk] {
    func chunk(_ delta: OpenAI.ChatCompletionChunk.Delta) -> OpenAI.ChatCompletionChunk {
      OpenAI.ChatCompletionChunk(id: id, created: created, model: model, delta)
    }
    var deltas: [OpenAI.ChatCompletionChunk.Delta] = [.start]
    deltas += TextPieces.pieces(of: content).map { .content($0) }
    deltas.append(.end(finishReason))
    if withUsage, let usage { deltas.append(.usage(usage)) }
    return deltas.map(chunk)
  }
}
