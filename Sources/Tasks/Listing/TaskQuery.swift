/// Which tasks are wanted, and which part of them.
package struct TaskQuery: Sendable {
  /// Which comes first.
  package enum Order: Sendable {
    /// The one submitted last.
    case newestFirst
    /// The one submitted first.
    case oldestFirst
  }

  /// Where the wanted part begins.
  package enum Start: Sendable {
    /// A page, from 1.
    case page(Int)
    /// What follows on a task in the chosen order.
    case after(String)
  }

  /// The key that they belong to; nil for all.
  package var owner: String?
  /// Which API they came through; nil for all.
  package var api: String?
  /// What sorts of work they are; nil for all.
  package var kinds: Set<String>?
  /// How far they are; nil for all.
  package var states: Set<TaskState>?
  /// Labels they bear, all of them.
  package var labels: [String: String] = [:]
  /// The first moment at which they may have been submitted.
  package var from: Moment?
  /// The first moment at which they may not have been submitted any more.
  package var before: Moment?
  /// Which comes first.
  package var order = Order.newestFirst
  /// Where the wanted part begins.
  package var start = Start.page(1)
  /// How many are wanted.
  package var limit = 10

  package init() {}
}

/// A part of the tasks that were asked for.
package struct TaskPage: Sendable {
  /// The tasks, in order.
  package let tasks: [TaskRecord]
  /// How many there are in all parts.
  package let total: Int
  /// Whether more follow on these.
  package let hasMore: Bool
}
