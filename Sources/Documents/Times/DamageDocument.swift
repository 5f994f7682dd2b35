package import Media
internal import MediaTypes

/// A stretch that could not be read whole.
package struct DamageDocument: Encodable {
  let cause: String
  let count: Int
  let start: TimeDocument?
  let end: TimeDocument?

  /// Describes an entry of a map.
  package init(_ entry: DamageMap.Entry) {
    (cause, count) = (entry.cause.rawValue, entry.count)
    (start, end) = (
      entry.range.map { TimeDocument($0.start) }, entry.range.map { TimeDocument($0.end) }
    )
  }
}
