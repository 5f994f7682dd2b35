internal import Media
package import MediaTypes

/// What a film of title cards is to be made of.
package struct StoryboardOrder: Sendable, Equatable {
  /// The words; each sentence and each quoted line becomes a scene.
  package let prompt: String
  /// Words that are left out wherever they stand.
  package var negativePrompt: String?
  /// Pixels in a row, an even number.
  package let width: Int
  /// Number of rows, an even number.
  package let height: Int
  /// How long the film lasts.
  package let seconds: Ratio
  /// Whatever is drawn by lot follows from it: the same seed gives the same pictures.
  package var seed: UInt64 = 0
  /// Whether there is a soft tone; or else there is no sound track.
  package var hasTone = false
  /// What the camera moves over, an RGB picture of any size; nil for colours that the words bring to mind.
  package var reference: Picture?
  /// Pictures in a second.
  package var rate: Ratio = 30

  /// Makes an order of what must be said.
  package init(prompt: String, width: Int, height: Int, seconds: Ratio) {
    (self.prompt, self.width, self.height, self.seconds) = (prompt, width, height, seconds)
  }

  /// Longer films would hold nothing but waiting.
  package static let mostSeconds: Ratio = 3600

  /// Number of pictures: the nearest to the seconds asked for.
  func pictureCount() throws(MediaError) -> Int {
    guard seconds > 0, seconds <= Self.mostSeconds, let exact = seconds.multiplied(by: rate) else {
      throw MediaError(
        .invalidRequest, "a film lasts up to \(Self.mostSeconds) seconds, not \(seconds)")
    }
    if let reference {
      guard reference.layout.format == .rgb24,
        reference.pixels.count == reference.layout.byteCount
      else { throw MediaError(.invalidRequest, "the reference is no RGB picture") }
    }
    return max(1, Int((2 * exact.numerator / exact.denominator + 1) / 2))
  }
}
