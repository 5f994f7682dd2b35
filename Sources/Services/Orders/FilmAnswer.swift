package import JSON

/// What a worker says of a film that it made.
package struct FilmAnswer: Sendable, Equatable {
  /// Who made it, in the end.
  package var maker: FilmOrder.Target
  /// How large it is.
  package var size: VideoSize?
  /// How long it is, in seconds.
  package var seconds: Double
  /// The job by which another made it; nil for one that was made here.
  package var job: JSONValue?

  /// Says what was made.
  package init(
    by maker: FilmOrder.Target, size: VideoSize?, seconds: Double, job: JSONValue? = nil
  ) {
    (self.maker, self.size, self.seconds, self.job) = (maker, size, seconds, job)
  }

  /// Reads what was said; nil if it is nothing of the kind.
  package init?(_ json: JSONValue) {
    guard let provider = json["provider"]?.asText, let model = json["model"]?.asText,
      let seconds = json["seconds"]?.asNumber
    else { return nil }
    self.init(
      by: .init(provider: provider, model: model),
      size: json["size"]?.asText.flatMap(VideoSize.init),
      seconds: seconds, job: json["job"])
  }

  /// The answer as JSON.
  package var json: JSONValue {
    .members([
      "provider": .text(maker.provider), "model": .text(maker.model),
      "size": size.map { .text($0.text) }, "seconds": .rounded(seconds, toPlaces: 3),
      "job": job,
    ])
  }
}
