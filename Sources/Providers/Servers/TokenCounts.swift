internal import JSON

extension JSONValue {
  /// The number as a count of things; nil for anything that is none.
  var asCount: Int? { asInteger.flatMap(Int.init(exactly:)).flatMap { $0 >= 0 ? $0 : nil } }
}
