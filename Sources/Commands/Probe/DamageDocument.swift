internal import Media
internal import MediaTypes

/// A stretch that could not be read whole.
struct DamageDocument: Encodable {
  let cause: String
  let count: Int
  let start: TimeDocument?
  let end: TimeDocument?

  init(_ entry: DamageMap.Entry) {
    (cause, count) = (entry.cause.rawValue, entry.count)
    (start, end) = (
      entry.range.map { TimeDocument($0.start) }, entry.range.map { TimeDocument($0.end) }
    )
  }
}
