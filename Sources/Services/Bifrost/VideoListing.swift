/// Which videos a list is to have.
package struct VideoListing: Sendable, Equatable {
  /// Who was asked for them; nil for all.
  package let provider: String?
  /// The video that they follow on.
  package let after: VideoIdentifier?
  /// How many are wanted.
  package let limit: Int
  /// Whether the first that was asked for comes first.
  package let isAscending: Bool

  /// Reads what stands after the question mark; a cursor that nobody was given is an error.
  package init(
    _ words: [(name: String, value: String)], through door: VideoDoor
  ) throws(BifrostRefusal) {
    let words = QueryWords(words)
    provider = words.value("provider").flatMap { $0.isEmpty ? nil : $0 }
    guard provider != nil || door.listsAll else {
      throw .invalid("provider query parameter is required", param: "provider")
    }
    if let text = words.value("limit"), !text.isEmpty {
      guard let limit = Int(text) else {
        throw .invalid("invalid limit parameter", param: "limit")
      }
      guard (1...100).contains(limit) else {
        throw .invalid("limit must be from 1 to 100", param: "limit")
      }
      self.limit = limit
    } else {
      limit = 20
    }
    switch words.value("order") {
    case nil, "", "desc": isAscending = false
    case "asc": isAscending = true
    default: throw .invalid("order must be asc or desc", param: "order")
    }
    after = try words.value("after").flatMap { $0.isEmpty ? nil : $0 }
      .map { text throws(BifrostRefusal) in
        guard let identifier = try VideoIdentifier(text) else { throw Self.unknownCursor }
        return identifier
      }
  }

  /// That the video that others should follow on is not there.
  package static let unknownCursor = BifrostRefusal.invalid(
    "after names no video of this list", param: "after")
}
