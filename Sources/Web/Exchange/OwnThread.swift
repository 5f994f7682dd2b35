internal import Dispatch

/// Runs what blocks where it holds up nobody else.
enum OwnThread {
  /// Runs a closure on a thread of its own and waits for it without blocking.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      // A queue of its own has a thread of its own, unlike the pool that all tasks share.
      DispatchQueue(label: "web exchange").async { continuation.resume(returning: body()) }
    }
  }
}
