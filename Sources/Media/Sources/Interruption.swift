internal import CMedia

/// Ends reading from outside: any thread may cancel, and whatever blocks or loops stops.
@safe
public final class Interruption: Sendable {
  /// Only ever used through calls that any thread may make at any time.
  nonisolated(unsafe) let handle: OpaquePointer

  /// Makes an interruption that nobody has asked for yet.
  public init() {
    guard let handle = unsafe cmedia_interrupt_create() else {
      preconditionFailure("out of memory")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe cmedia_interrupt_free(handle) }

  /// Ends everything that reads under this interruption, as `cancelled`.
  public func cancel() { unsafe cmedia_interrupt_cancel(handle) }

  /// Whether reading is to end now.
  public var isDue: Bool { unsafe cmedia_interrupt_check(handle) != CMEDIA_RUNNING }

  /// Ends everything as `timedOut` that many seconds from now.
  func setDeadline(after seconds: Double) {
    unsafe cmedia_interrupt_set_deadline(handle, seconds)
  }

  var hasTimedOut: Bool { unsafe cmedia_interrupt_check(handle) == CMEDIA_TIMED_OUT }
}
