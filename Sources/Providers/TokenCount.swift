internal import JSON

extension JSONValue {
  /// A number of tokens as a server tells it; nil for what is none.
  var tokenCount: Int? { asInteger.flatMap { $0 < 0 ? nil : Int(clamping: $0) } }
}
