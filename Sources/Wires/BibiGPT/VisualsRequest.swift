package import JSON

extension BibiGPT {
  /// The body of `POST /v1/video/visuals`, each member of the right kind.
  package struct VisualsRequest: Sendable, Equatable {
    /// The video.
    package var videoURL: String
    /// How much faster than life it is watched; nil means 1.
    package var speed: Double?
    /// The model; nil means `gemini-3-flash-preview`.
    package var model: String?
    /// Whether it is looked at again if it was before; nil means that it is not.
    package var force: Bool?
    /// The language of the answer.
    package var language: String?

    /// Asks for a look at a video.
    package init(videoURL: String) { self.videoURL = videoURL }

    /// The model that is meant where none is named.
    package static let defaultModel = "gemini-3-flash-preview"

    /// The document.
    package var json: JSONValue {
      .members([
        "videoUrl": .text(videoURL), "speed": speed.map { .number($0) },
        "model": model.map { .text($0) }, "force": force.map { .flag($0) },
        "language": language.map { .text($0) },
      ])
    }
  }
}

extension BibiGPT.VisualsRequest: WireReadable {
  /// Reads a request; members that nobody knows are left out.
  package init(_ value: WireValue) throws(WireError) {
    try value.mustBeObject()
    videoURL = try value.member("videoUrl").string()
    speed = try value["speed"]?.number()
    model = try value["model"]?.string()
    force = try value["force"]?.boolean()
    language = try value["language"]?.string()
  }
}
