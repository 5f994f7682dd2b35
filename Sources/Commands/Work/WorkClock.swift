internal import FoundationEssentials
internal import Services

/// What the time is, as services write it.
enum WorkClock {
  static var now: ServiceTime {
    ServiceTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
