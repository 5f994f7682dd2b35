internal import Dispatch

/// Runs what blocks where it holds up nobody else.
package enum OwnThread {
  /// Runs a closure on a thread of its own, from beginning to end, and waits for it without blocking.
  package static func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let outcome = await withCheckedContinuation { continuation in
      // A queue of its own has a thread of its own, unlike the pool that all tasks share.
      DispatchQueue(label: "shotlog.blocking").async {
        continuation.resume(returning: Result<Value, Failure>(catching: body))
      }
    }
    return try outcome.get()
  }
}
