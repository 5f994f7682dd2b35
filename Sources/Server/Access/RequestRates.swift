internal import Threads

/// Counts the requests of each caller in the current minute.
final class RequestRates: Sendable {
  private struct Count {
    var minute: Int64
    var requests: Int
  }

  private let most: Int
  private let clock: @Sendable () -> Int64
  private let counts = Guarded<[String: Count]>([:])

  /// Allows so many requests a minute; `clock` says how many seconds have passed since whenever.
  init(
    most: Int,
    clock: @escaping @Sendable () -> Int64 = {
      (ContinuousClock.now - RequestRates.beginning).components.seconds
    }
  ) {
    (self.most, self.clock) = (most, clock)
  }

  /// Counts a request; gives the seconds until one is allowed if this one is too many.
  func count(_ caller: Caller) -> Int? {
    let (now, limit) = (clock(), caller.requestsPerMinute ?? most)
    return counts.withLock { counts in
      var count = counts[caller.name] ?? Count(minute: now / 60, requests: 0)
      if count.minute != now / 60 { count = Count(minute: now / 60, requests: 0) }
      guard count.requests < limit else { return Int(60 - now % 60) }
      count.requests += 1
      counts[caller.name] = count
      return nil
    }
  }

  /// The caller's limit, and what is left of it.
  func state(of caller: Caller) -> (limit: Int, remaining: Int) {
    let (minute, limit) = (clock() / 60, caller.requestsPerMinute ?? most)
    let used = counts.withLock { counts in
      counts[caller.name].map { $0.minute == minute ? $0.requests : 0 } ?? 0
    }
    return (limit, max(0, limit - used))
  }

  private static let beginning = ContinuousClock.now
}
