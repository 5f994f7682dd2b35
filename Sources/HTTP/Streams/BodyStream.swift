internal import CHTTP
internal import Threads

/// A body that is written while it is sent.
///
/// It ends when the closure that got it returns. When the client goes, and when the server stops, that
/// closure's task is cancelled.
package final class BodyStream: Sendable {
  private struct State {
    var hasRoom = true
    var isGone = false
    var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    var cancelled: Set<UInt64> = []
    var last: UInt64 = 0
  }

  private let native: NativeExchange
  private let state = Guarded(State())
  private static let piece = 64 << 10

  init(_ native: NativeExchange) { self.native = native }

  /// Sends bytes; waits before that while too many of those before are not on their way.
  ///
  /// Throws an `HTTPError` once the client has gone, and a `CancellationError` in a cancelled task.
  package func write(_ bytes: [UInt8]) async throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try Task.checkCancellation()
      try await waitForRoom()
      try put(rest.prefix(Self.piece))
      rest = rest.dropFirst(Self.piece)
      // A reader that is faster than the writer leaves nothing to wait for, and the writer would never let others in.
      await Task.yield()
    }
  }

  /// Sends a text.
  package func write(_ text: String) async throws { try await write(Array(text.utf8)) }

  /// Lets those go on who wait for room.
  func drain() { resume(with: .success(())) { $0.hasRoom = true } }

  /// Tells those who write that nobody reads.
  func lose() { resume(with: .failure(Self.gone)) { $0.isGone = true } }

  /// Ends it, or breaks it off.
  func end(isWhole: Bool) { native.end(isWhole: isWhole) }

  private static let gone = HTTPError(.clientGone, "the client has gone")

  private func put(_ bytes: ArraySlice<UInt8>) throws {
    // Under the lock, so that news of room cannot come before the want of it.
    let isGone = state.withLock { state in
      guard !state.isGone else { return true }
      let room = native.write(bytes)
      if room == CHTTP_FULL { state.hasRoom = false }
      return room == CHTTP_GONE
    }
    if isGone { throw Self.gone }
  }

  private func waitForRoom() async throws {
    let number = state.withLock { state -> UInt64? in
      if state.hasRoom || state.isGone { return nil }
      state.last += 1
      return state.last
    }
    guard let number else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let known = state.withLock { state -> Result<Void, any Error>? in
          if state.cancelled.remove(number) != nil { return .failure(CancellationError()) }
          if state.isGone { return .failure(Self.gone) }
          if state.hasRoom { return .success(()) }
          state.waiting[number] = continuation
          return nil
        }
        if let known { continuation.resume(with: known) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        let waiting = state.waiting.removeValue(forKey: number)
        if waiting == nil { state.cancelled.insert(number) }
        return waiting
      }
      waiting?.resume(throwing: CancellationError())
    }
  }

  private func resume(
    with result: Result<Void, any Error>, _ change: (inout sending State) -> Void
  ) {
    let waiting = state.withLock { state in
      change(&state)
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(with: result) }
  }
}
