internal import JSON
internal import Services

/// A film's request as the store keeps it: what is to be filmed, and where its picture and its video come from.
struct StoredFilm: Sendable {
  /// What is to be filmed; its paths are found when it is.
  var order: FilmOrder
  /// Where the picture to begin with comes from.
  var reference: StoredOrder.Origin?
  /// Where the video to cut from comes from.
  var source: StoredOrder.Origin?
  /// The video that it was made from, as its client knows it.
  var remixed: String?

  init(_ order: FilmOrder) { self.order = order }

  /// Reads what the store kept; nil if it is no film.
  init?(_ text: String) {
    guard let json = try? JSONReader().value(of: text),
      let order = json["film"].flatMap(FilmOrder.init)
    else { return nil }
    self.init(order)
    reference = json["reference"].flatMap(StoredOrder.Origin.init)
    source = json["source"].flatMap(StoredOrder.Origin.init)
    remixed = json["remixed"]?.asText
  }

  /// The words for the store.
  var text: String {
    JSONValue.members([
      "film": order.json, "reference": reference?.json, "source": source?.json,
      "remixed": remixed.map { .text($0) },
    ]).text
  }

  /// The assets that it needs.
  var assets: [String] {
    [reference, source].compactMap { origin in
      if case .asset(let id) = origin { id } else { nil }
    }
  }
}
