internal import Models

/// How much context a model needs for a request, and how much it gets.
///
/// The server loads a model anew for each other size, so that sizes are few and never shrink.
struct OllamaContext {
  /// What the model was trained for; nil if nobody knows.
  var trained: Int?
  /// What it got so far.
  private(set) var granted = OllamaContext.smallest

  /// About how many tokens question and answer take.
  static func need(
    of clip: Clip, _ request: ModelRequest, _ profile: ServerProfile
  ) -> Int {
    let shown = clip.pictures.reduce(0) { sum, picture in
      sum + profile.pictureTokens.count(width: picture.width, height: picture.height)
    }
    // Of pictures that belong to a question nobody knows the size.
    let others = max(0, request.pictureCount - clip.pictures.count) * strangePicture
    let question = request.wordTokens + shown + others
    // A tenth for what templates add and guesses lack.
    return question + question / 10 + (profile.outputTokens(of: request) ?? usualAnswer)
  }

  /// The context for a request that needs so many tokens.
  mutating func grant(_ need: Int) -> Int {
    while granted < need, granted < trained ?? Self.largest { granted *= 2 }
    granted = min(granted, trained ?? Self.largest)
    return granted
  }

  private static let smallest = 4096
  private static let largest = 1 << 20
  private static let strangePicture = 1300
  private static let usualAnswer = 1024
}
