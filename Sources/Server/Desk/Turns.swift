internal import Threads

/// Lets a number of tasks go on at once; the others wait in the order in which they came.
final class Turns: Sendable {
  private struct State {
    var free: Int
    var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var count = 0
  }

  private let state: Guarded<State>

  init(_ most: Int) { state = Guarded(State(free: most)) }

  /// Does something when it is this task's turn; a task that is cancelled while it waits throws.
  func taking<Value: Sendable>(_ work: () async -> Value) async throws -> Value {
    guard await begin() else { throw CancellationError() }
    let value = await work()
    end()
    return value
  }

  private func begin() async -> Bool {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = state.withLock { state in
          if Task.isCancelled { return false }
          guard state.free == 0 else {
            state.free -= 1
            return true
          }
          state.waiting.append((number, continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let left = state.withLock { state in
        state.waiting.firstIndex { $0.number == number }
          .map { state.waiting.remove(at: $0).continuation }
      }
      left?.resume(returning: false)
    }
  }

  private func end() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume(returning: true)
  }
}
