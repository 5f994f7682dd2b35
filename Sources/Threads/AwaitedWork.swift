internal import Dispatch

/// Waits for async work from where nothing is async.
package enum AwaitedWork {
  /// Does work that waits for others, and blocks until it is over; once it is no longer wanted, it is cancelled.
  package static func outcome<Value: Sendable, Failure: Error>(
    unless isUnwanted: () -> Bool, of work: @escaping @Sendable () async throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let place = OutcomePlace<Value, Failure>()
    let isOver = DispatchSemaphore(value: 0)
    let task = Task.detached(executorPreference: WorkExecutor()) {
      do throws(Failure) {
        let value = try await work()
        place.outcome.withLock { $0 = .success(value) }
      } catch {
        place.outcome.withLock { $0 = .failure(error) }
      }
      isOver.signal()
    }
    while isOver.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if isUnwanted() { task.cancel() }
    }
    guard let outcome = place.outcome.withLock({ $0 }) else {
      preconditionFailure("work that is over has an outcome")
    }
    return try outcome.get()
  }
}

/// Where work leaves what came of it.
private final class OutcomePlace<Value: Sendable, Failure: Error>: Sendable {
  let outcome = Guarded<Result<Value, Failure>?>(nil)
}

/// Runs work on threads of its own: who waits here may stand on one of the threads that Swift's own pool has.
private final class WorkExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "shotlog.run", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
