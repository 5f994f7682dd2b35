internal import Threads

/// Tells those who watch a task of its changes, in this process.
final class TaskWatchers: Sendable {
  private struct Watcher {
    let continuation: AsyncStream<TaskRecord>.Continuation
    /// What was told last.
    var last: TaskRecord?
  }

  private struct State {
    var watchers: [String: [Int: Watcher]] = [:]
    var arrivals: [Int: AsyncStream<Void>.Continuation] = [:]
    var count = 0
    var foreignVersion: Int64 = 0
  }

  private let state = Guarded(State())
  /// Held while watchers are told, so that each learns of changes in their order.
  ///
  /// The lock of the state may not be held then: telling a stream wakes its reader, which waits for whoever cancels
  /// the reader at that moment, who in turn waits for the state to forget the stream.
  private let telling = Guarded(())

  /// The tasks that are watched.
  var tasks: [String] { state.withLock { Array($0.watchers.keys) } }

  /// A stream of the states a task gets into; who reads slowly misses all but the newest.
  func watch(_ task: String) -> AsyncStream<TaskRecord> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: TaskRecord.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.count += 1
      state.watchers[task, default: [:]][state.count] = Watcher(continuation: continuation)
      return state.count
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number, of: task) }
    return stream
  }

  /// A stream that says when there may be something to do.
  func watchArrivals() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.count += 1
      state.arrivals[state.count] = continuation
      return state.count
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { $0.arrivals[number] = nil }
    }
    return stream
  }

  /// Says that there may be something to do.
  func tellArrival() {
    for arrival in state.withLock({ Array($0.arrivals.values) }) { arrival.yield() }
  }

  /// Tells of tasks; what is older than what was told before is left out.
  func tell(_ tasks: [TaskRecord]) {
    telling.withLock { _ in
      for task in tasks {
        for continuation in learn(task) {
          continuation.yield(task)
          if task.state.isFinal { continuation.finish() }
        }
      }
    }
    if tasks.contains(where: { $0.state == .queued }) { tellArrival() }
  }

  /// Ends the streams of a task that is there no more, as if it had been cancelled.
  func end(_ task: String, at moment: Moment) {
    telling.withLock { _ in
      for watcher in state.withLock({ $0.watchers.removeValue(forKey: task) ?? [:] }).values {
        if var last = watcher.last {
          (last.state, last.finished, last.revision) = (.cancelled, moment, last.revision + 1)
          watcher.continuation.yield(last)
        }
        watcher.continuation.finish()
      }
    }
  }

  /// Whether that version is another one than when this was last asked.
  func isNews(_ version: Int64) -> Bool {
    state.withLock { state in
      defer { state.foreignVersion = version }
      return state.foreignVersion != version
    }
  }

  /// Keeps that a task's watchers know of a change, and gives those who did not, or who have now seen the end.
  private func learn(_ task: TaskRecord) -> [AsyncStream<TaskRecord>.Continuation] {
    state.withLock { state in
      guard var watchers = state.watchers[task.id] else { return [] }
      let behind = watchers.filter { ($0.value.last?.revision ?? -1) < task.revision }
      for number in behind.keys {
        if task.state.isFinal { watchers[number] = nil } else { watchers[number]?.last = task }
      }
      state.watchers[task.id] = watchers.isEmpty ? nil : watchers
      return behind.values.map(\.continuation)
    }
  }

  private func forget(_ number: Int, of task: String) {
    state.withLock { state in
      state.watchers[task]?[number] = nil
      if state.watchers[task]?.isEmpty == true { state.watchers[task] = nil }
    }
  }
}
