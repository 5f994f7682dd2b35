internal import Dispatch
internal import Synchronization

/// A piece of blocking work on a thread of its own.
final class OwnThread<Value: Sendable, Failure: Error>: Sendable {
  private struct State {
    var outcome: Result<Value, Failure>?
    var waiting: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())
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
      let waiting = state.withLock { state in
        state.outcome = outcome
        return state.waiting
      }
      isOver.signal()
      for resume in waiting { resume() }
    }
  }

  /// Blocks until the end of the work, and gives what came of it.
  func value() throws(Failure) -> Value {
    isOver.wait()
    isOver.signal()
    return try whatCame()
  }

  /// Waits for the end of the work without blocking a thread, and gives what came of it.
  func outcome() async throws(Failure) -> Value {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.outcome == nil { state.waiting.append { continuation.resume() } }
        return state.outcome != nil
      }
      if isOver { continuation.resume() }
    }
    return try whatCame()
  }

  private func whatCame() throws(Failure) -> Value {
    guard let outcome = state.withLock({ $0.outcome }) else {
      preconditionFailure("work that is over has an outcome")
    }
    return try outcome.get()
  }
}
