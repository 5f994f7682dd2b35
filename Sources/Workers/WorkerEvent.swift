package import Confinement
package import Tasks

/// What happens in a pool, for its log and its counters.
package enum WorkerEvent: Sendable {
  /// A task was taken.
  case began(task: String, attempt: Int)
  /// It is over for now: how its program ended, nil if there was none, and why it will be tried again, if so.
  case ended(task: String, attempt: Int, Ending?, fall: String?)
  /// The store could not do what it was asked; it will be asked again.
  case trouble(StoreError)
}
