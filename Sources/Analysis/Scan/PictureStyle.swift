internal import Models

/// How a model's pictures are drawn.
struct PictureStyle: Sendable, Equatable {
  /// The longest side of a picture, in pixels.
  let usual: Int
  /// The longest side of one that bears text.
  let text: Int
  /// Whether its time is written below each.
  let showsTimes: Bool

  /// Whether pictures that bear text are larger.
  var hasLargeText: Bool { text > usual }
}

extension ModelAppetite {
  /// How pictures are drawn for a request; nil to a model that is shown none.
  func pictureStyle(for request: AnalysisRequest) -> PictureStyle? {
    guard picturesPerCall > 0 else { return nil }
    return PictureStyle(
      usual: request.longestSide ?? longestSide,
      text: request.longestSide ?? max(longestSide, longestSideOfText),
      showsTimes: wantsTimesOnPictures)
  }
}
