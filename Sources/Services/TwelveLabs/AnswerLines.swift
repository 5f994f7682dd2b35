package import Wires

extension TwelveLabs.AnalyzeTaskResult {
  /// The answer line by line, for those who read it as it comes; `error` says what is missing from it.
  package func lines(
    _ error: TwelveLabs.AnalyzeTaskError? = nil
  ) -> [TwelveLabs.StreamAnalyzeResponse] {
    [.start(generationID: generationID)]
      + TextPieces.pieces(of: data).map { .text($0) }
      + [
        .end(finishReason, generationID: generationID, usage, finishReason == .length ? error : nil)
      ]
  }
}
