/// How long what is kept, and how much of it; nil keeps all.
///
/// What is in use stays in any case: tasks that are not finished, those of which something is still to be delivered or
/// that an unfinished one was made from, and the assets that unfinished tasks need.
package struct Retention: Sendable {
  /// How long after their end tasks are kept.
  package var tasks: Duration?
  /// How many bytes finished tasks may have together, requests, results and files; the oldest go first.
  package var taskBytes: Int64?
  /// How long after their last use assets are kept.
  package var assets: Duration?
  /// How many bytes assets may have together; those not used for longest go first.
  package var assetBytes: Int64?
  /// How many bytes the result cache may have.
  package var cacheBytes: Int64?
  /// How long deliveries are kept once they are taken or given up.
  package var deliveries: Duration?
  /// How long a file may lie unnamed before it counts as left behind.
  package var orphans = Duration.seconds(3600)

  package init() {}
}

/// What pruning freed.
package struct Pruned: Sendable, Equatable {
  /// Finished tasks with their results.
  package var tasks = Freed()
  /// Assets; equal bytes count once, with the last that has them.
  package var assets = Freed()
  /// Cached results.
  package var cached = Freed()
  /// Deliveries.
  package var deliveries = Freed()
  /// Answers under idempotency keys.
  package var idempotencyKeys = Freed()
  /// Files that nothing named.
  package var orphans = Freed()

  package init() {}
}
