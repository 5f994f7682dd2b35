internal import Glibc

/// A value that one thread at a time may touch.
///
/// It is used as `Mutex` is. That one is handed over by the kernel when threads wait for it, which the thread sanitizer
/// does not see: it then takes good code for a race.
@safe
package struct Guarded<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let value: UnsafeMutablePointer<Value>

  /// Takes a value in.
  package init(_ value: consuming sending Value) {
    unsafe lock = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe self.value = .allocate(capacity: 1)
    unsafe self.value.initialize(to: value)
  }

  deinit {
    unsafe value.deinitialize(count: 1)
    unsafe value.deallocate()
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  /// Does something with the value; asking again from within waits for ever.
  package borrowing func withLock<Answer: ~Copyable, Failure: Error>(
    _ work: (inout sending Value) throws(Failure) -> sending Answer
  ) throws(Failure) -> sending Answer {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return try unsafe work(&value.pointee)
  }
}
