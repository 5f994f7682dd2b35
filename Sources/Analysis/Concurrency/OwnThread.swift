internal import Dispatch
internal import Synchronization

/// A piece of blocking work on a thread of its own.
final class OwnThread<Value: Sendable, Failure: Error>: Sendable {
  private let result = Mutex<Result<Value, Failure>?>(nil)
  private let isOver = DispatchSemaphore(value: 0)

  /// Starts the work.
  init(_ work: @escaping @Sendable () throws(Failure) -> Value) {
    DispatchQueue(label: "shotlog.work").async { [self] in
      let outcome: Result<Value, Failure>
      do throws(Failure) {
        outcome = .success(try work())
      } catch {
        outcome = .failure(error)
      }
      result.withLock { $0 = outcome }
      isOver.signal()
    }
  }

  /// Waits for the end of the work, and gives what came of it.
  func value() throws(Failure) -> Value {
    isOver.wait()
    isOver.signal()
    guard let outcome = result.withLock({ $0 }) else {
      preconditionFailure("work that is over has an outcome")
    }
    return try outcome.get()
  }
}
