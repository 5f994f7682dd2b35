package import Wires

/// A request for a video, checked.
package struct VideoAsk: Sendable, Equatable {
  /// Who is asked, the first one first.
  package let targets: [FilmOrder.Target]
  /// What is to be seen.
  package let prompt: String
  /// What is not to be seen.
  package let negativePrompt: String?
  /// How large it is to be; nil where that was not said.
  package let size: VideoSize?
  /// How long it is to be; nil where that was not said.
  package let seconds: VideoSeconds?
  /// Equal for equal videos; nil where that was not said.
  package let seed: Int64?
  /// Whether there is to be a tone.
  package let hasTone: Bool
  /// The picture to begin with, as the client names it.
  package let reference: String?
  /// The video to cut from, as the client names it.
  package let video: String?

  /// Who is asked first.
  package var target: FilmOrder.Target { targets[0] }

  /// Checks a request.
  package init(
    _ wire: Bifrost.VideoGenerationRequest, through door: VideoDoor
  ) throws(BifrostRefusal) {
    let first = try door.target(wire.model)
    prompt = try Self.prompt(
      wire.prompt, missing: door.isFacade ? "prompt field is required" : "prompt cannot be empty")
    var others: [FilmOrder.Target] = []
    for fallback in wire.fallbacks {
      guard VideoDoor.isProvider(fallback.provider[...]), !fallback.model.isEmpty else {
        throw .invalid("fallbacks must name providers and models", param: "fallbacks")
      }
      others.append(.init(provider: fallback.provider, model: fallback.model))
    }
    guard others.count <= Self.mostFallbacks else {
      throw .invalid("there may be at most \(Self.mostFallbacks) fallbacks", param: "fallbacks")
    }
    targets = [first] + others
    negativePrompt = wire.negativePrompt.flatMap { $0.isEmpty ? nil : $0 }
    guard negativePrompt?.unicodeScalars.count ?? 0 <= Self.longestPrompt else {
      throw Self.tooLong("negative_prompt")
    }
    size = try wire.size.flatMap { $0.isEmpty ? nil : $0 }.map { text throws(BifrostRefusal) in
      guard let size = VideoSize(text) else {
        throw .invalid("size must be \(VideoSize.rule)", param: "size")
      }
      return size
    }
    seconds = try wire.seconds.flatMap { $0.isEmpty ? nil : $0 }
      .map { text throws(BifrostRefusal) in
        guard let seconds = VideoSeconds(text) else {
          throw .invalid("seconds must be \(VideoSeconds.rule)", param: "seconds")
        }
        return seconds
      }
    (seed, hasTone) = (wire.seed, wire.audio == true)
    reference = wire.inputReference.flatMap { $0.isEmpty ? nil : $0 }
    video = wire.videoURI.flatMap { $0.isEmpty ? nil : $0 }
    if video == nil, first == .init(provider: "local", model: "supercut") {
      throw .invalid("video_uri is required by local/supercut", param: "video_uri")
    }
  }

  /// Checks the prompt of a request; without one it is refused by those words.
  package static func prompt(
    _ text: String?, missing: String
  ) throws(BifrostRefusal) -> String {
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      throw .invalid(missing, param: "prompt")
    }
    guard text.unicodeScalars.count <= longestPrompt else { throw tooLong("prompt") }
    return text
  }

  private static func tooLong(_ name: String) -> BifrostRefusal {
    .invalid("\(name) must have at most \(longestPrompt) characters", param: name)
  }

  private static let longestPrompt = 32_000
  private static let mostFallbacks = 10
}
