package import JSON

/// What a worker is to do, as it is written down: a service's request, and the video that it is about.
package struct AnalysisOrder: Sendable, Equatable {
  /// In whose words the request is, and the answer is to be.
  package enum Service: String, Sendable, CaseIterable {
    /// Our own.
    case native
    /// TwelveLabs' tasks, and its answers at once.
    case twelvelabs
    /// TwelveLabs' transcriptions of assets.
    case transcription
    /// BibiGPT's visuals.
    case bibigpt
    /// Chat completions about a video.
    case chat
    /// DumplingAI's extract-video.
    case dumplingai
  }

  /// A picture that the request refers to by its name.
  package struct Picture: Sendable, Equatable {
    /// What the request calls it.
    package let name: String
    /// Where it lies.
    package let path: String

    package init(name: String, path: String) { (self.name, self.path) = (name, path) }
  }

  /// In whose words the request is.
  package var service: Service
  /// The request, as the service's clients send it.
  package var request: JSONValue
  /// What the client calls the video; results name it so.
  package var source: String
  /// The model by its configured name; nil, and names that nobody configured, for the usual one.
  package var model: String?
  /// Where the video lies; nil until it was brought.
  package var path: String?
  /// Pictures that the request refers to.
  package var pictures: [Picture] = []
  /// The folder for files that are made; nil if none are wanted.
  package var drafts: String?
  /// The folder in which answers of models are kept; nil keeps none.
  package var answers: String?

  package init(_ service: Service, _ request: JSONValue, source: String, model: String? = nil) {
    (self.service, self.request) = (service, request)
    (self.source, self.model) = (source, model)
  }

  /// Reads an order; nil if it is none.
  package init?(_ json: JSONValue) {
    guard let service = json["service"]?.asText.flatMap(Service.init),
      let request = json["request"],
      let source = json["source"]?.asText
    else { return nil }
    self.init(service, request, source: source, model: json["model"]?.asText)
    path = json["path"]?.asText
    for picture in json["pictures"]?.asList ?? [] {
      guard let name = picture["name"]?.asText, let path = picture["path"]?.asText else {
        return nil
      }
      pictures.append(Picture(name: name, path: path))
    }
    (drafts, answers) = (json["drafts"]?.asText, json["answers"]?.asText)
  }

  /// The order as JSON.
  package var json: JSONValue {
    .members([
      "service": .text(service.rawValue), "request": request, "source": .text(source),
      "model": model.map { .text($0) }, "path": path.map { .text($0) },
      "pictures": pictures.isEmpty
        ? nil : .list(pictures.map { ["name": .text($0.name), "path": .text($0.path)] }),
      "drafts": drafts.map { .text($0) }, "answers": answers.map { .text($0) },
    ])
  }
}
