package import JSON

/// What became of an item, as a line of `batch.jsonl` says it.
package struct LedgerLine: Sendable, Equatable {
  /// How an item ended.
  package enum Status: String, Sendable, CaseIterable {
    /// There is a result.
    case done
    /// There is none, and the code says why.
    case failed
    /// Nothing was to be done, and the code says why.
    case skipped
  }

  /// What the item is called.
  package var source: String
  /// What it is known by.
  package var id: String
  /// How it ended.
  package var status: Status
  /// Where its result lies, from the folder of the batch.
  package var result: String?
  /// Why, in a word that does not change; nil where all is well.
  package var code: String?
  /// Why, in a sentence for people.
  package var reason: String?

  package init(
    source: String, id: String, _ status: Status, result: String? = nil, code: String? = nil,
    reason: String? = nil
  ) {
    (self.source, self.id, self.status) = (source, id, status)
    (self.result, self.code, self.reason) = (result, code, reason)
  }

  /// Reads a line; nil for anything else.
  package init?(_ bytes: [UInt8]) {
    guard let value = try? JSONReader().value(of: bytes), let source = value["source"]?.asText,
      let id = value["id"]?.asText,
      let status = value["status"]?.asText.flatMap(Status.init(rawValue:))
    else { return nil }
    self.init(
      source: source, id: id, status, result: value["result"]?.asText,
      code: value["code"]?.asText, reason: value["reason"]?.asText)
  }

  /// The line as JSON; `result` stands in place of the name of its file.
  package func json(result document: JSONValue? = nil) -> JSONValue {
    [
      "source": .text(source), "id": .text(id), "status": .text(status.rawValue),
      "result": document ?? result.map { .text($0) } ?? .null,
      "code": code.map { .text($0) } ?? .null, "reason": reason.map { .text($0) } ?? .null,
    ]
  }
}
