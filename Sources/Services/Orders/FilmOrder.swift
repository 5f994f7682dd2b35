package import JSON

/// What a worker is to film, as it is written down.
package struct FilmOrder: Sendable, Equatable {
  /// Who is asked for it.
  package struct Target: Sendable, Hashable {
    /// The provider, as clients name it.
    package let provider: String
    /// Its model.
    package let model: String

    /// Names a model of a provider.
    package init(provider: String, model: String) {
      (self.provider, self.model) = (provider, model)
    }

    /// `provider/model`.
    package var text: String { "\(provider)/\(model)" }
  }

  /// Who is asked, the first one first.
  package var targets: [Target]
  /// What is to be seen.
  package var prompt: String
  /// What is not to be seen.
  package var negativePrompt: String?
  /// How large it is to be.
  package var size: VideoSize
  /// How long it is to be.
  package var seconds: VideoSeconds
  /// Equal for equal films.
  package var seed: Int64
  /// Whether there is to be a tone.
  package var hasTone = false
  /// What the client calls the video to cut from; nil where nothing is to be cut.
  package var source: String?
  /// The job of the film that this one is made from, as whoever made that one knows it.
  package var parent: JSONValue?
  /// What requests to others are made under, so that one that is sent twice is done once.
  package var key = ""
  /// What an earlier attempt left for this one.
  package var checkpoint: JSONValue?
  /// Where the picture to begin with lies; nil until it was brought.
  package var referencePath: String?
  /// Where the video to cut from lies; nil until it was brought.
  package var sourcePath: String?
  /// The folder for files that are made.
  package var drafts = ""
  /// The folder in which answers of models are kept; nil keeps none.
  package var answers: String?

  /// Orders a film.
  package init(
    _ targets: [Target], prompt: String, size: VideoSize, seconds: VideoSeconds, seed: Int64
  ) {
    (self.targets, self.prompt) = (targets, prompt)
    (self.size, self.seconds, self.seed) = (size, seconds, seed)
  }

  /// Reads an order; nil if it is none.
  package init?(_ json: JSONValue) {
    let targets = (json["targets"]?.asList ?? []).compactMap { target -> Target? in
      guard let provider = target["provider"]?.asText, let model = target["model"]?.asText else {
        return nil
      }
      return Target(provider: provider, model: model)
    }
    guard !targets.isEmpty, let prompt = json["prompt"]?.asText,
      let size = json["size"]?.asText.flatMap(VideoSize.init),
      let seconds = json["seconds"]?.asText.flatMap(VideoSeconds.init),
      let seed = json["seed"]?.asInteger
    else { return nil }
    self.init(targets, prompt: prompt, size: size, seconds: seconds, seed: seed)
    negativePrompt = json["negative_prompt"]?.asText
    hasTone = json["tone"]?.asFlag == true
    (source, parent) = (json["source"]?.asText, json["parent"])
    (key, checkpoint) = (json["key"]?.asText ?? "", json["checkpoint"])
    (referencePath, sourcePath) = (json["reference_path"]?.asText, json["source_path"]?.asText)
    (drafts, answers) = (json["drafts"]?.asText ?? "", json["answers"]?.asText)
  }

  /// The provider that films on this machine.
  package static let local = "local"

  /// Who makes it on this machine.
  package var localTarget: Target {
    Target(provider: Self.local, model: source == nil ? "storyboard" : "supercut")
  }

  /// The order as JSON.
  package var json: JSONValue {
    .members([
      "targets": .list(
        targets.map { ["provider": .text($0.provider), "model": .text($0.model)] }),
      "prompt": .text(prompt), "negative_prompt": negativePrompt.map { .text($0) },
      "size": .text(size.text), "seconds": .text(seconds.text), "seed": .integer(seed),
      "tone": hasTone ? true : nil, "source": source.map { .text($0) }, "parent": parent,
      "key": key.isEmpty ? nil : .text(key), "checkpoint": checkpoint,
      "reference_path": referencePath.map { .text($0) },
      "source_path": sourcePath.map { .text($0) },
      "drafts": drafts.isEmpty ? nil : .text(drafts), "answers": answers.map { .text($0) },
    ])
  }
}
