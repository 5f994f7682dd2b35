/// What a list of items holds at one place.
package enum ItemEntry: Sendable, Equatable {
  /// An item.
  case item(BatchItem)
  /// Something that is none, under the name by which it is told of.
  case broken(source: String, BatchError, ShardMark)
}
