package import JSON

/// A film that a studio is making, as it is written down to be found again.
package struct StudioJob: Sendable, Equatable {
  /// The studio, as the configuration names it.
  package let studio: String
  /// The job, by the service's own name.
  package let id: String
  /// The model, by the service's own name.
  package let model: String

  /// Names a job.
  package init(studio: String, id: String, model: String) {
    (self.studio, self.id, self.model) = (studio, id, model)
  }

  /// What is written down.
  package var json: JSONValue {
    ["studio": .text(studio), "id": .text(id), "model": .text(model)]
  }

  /// Reads what was written down; nil for anything else.
  package init?(_ json: JSONValue) {
    guard let studio = json["studio"]?.asText, let id = json["id"]?.asText, !id.isEmpty,
      let model = json["model"]?.asText
    else { return nil }
    self.init(studio: studio, id: id, model: model)
  }
}
