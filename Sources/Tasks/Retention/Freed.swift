/// What was removed of one sort.
package struct Freed: Sendable, Equatable {
  /// How many things.
  package var count = 0
  /// The bytes of their contents.
  package var bytes: Int64 = 0

  static func += (sum: inout Freed, more: Freed) {
    (sum.count, sum.bytes) = (sum.count + more.count, sum.bytes + more.bytes)
  }
}
