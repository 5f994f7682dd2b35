#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A point in time, to the millisecond.
package struct Moment: Sendable, Hashable {
  /// Since the beginning of 1970, without leap seconds.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// What the system's clock says.
  package static func now() -> Moment {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// A moment that much later.
  package static func + (moment: Moment, duration: Duration) -> Moment {
    Moment(milliseconds: moment.milliseconds &+ duration.milliseconds)
  }

  /// A moment that much earlier.
  package static func - (moment: Moment, duration: Duration) -> Moment {
    Moment(milliseconds: moment.milliseconds &- duration.milliseconds)
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Moment: Comparable {
  package static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
