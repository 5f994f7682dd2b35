internal import Media
internal import MediaTypes
internal import Threads

/// A video that is open, and what is going on with it.
final class Video: Sendable {
  /// Its path, as it was given.
  let path: String
  /// What each call may cost.
  let limits: MediaLimits
  /// What the file says of itself.
  let description: MediaDescription

  private struct Going {
    var isCancelled = false
    var interruptions: [ObjectIdentifier: Interruption] = [:]
  }

  private let going = Guarded(Going())

  init(_ path: String, limits: MediaLimits) throws(Failure) {
    (self.path, self.limits) = (path, limits)
    description = try Failure.translating { () throws(MediaError) in
      try MediaDescription(of: .path(path), limits: limits)
    }
  }

  /// From where it is read.
  var source: MediaSource { .path(path) }

  /// Ends what is going on, and whatever begins later.
  func cancel() {
    let all = going.withLock { going in
      going.isCancelled = true
      return Array(going.interruptions.values)
    }
    for interruption in all { interruption.cancel() }
  }

  /// An interruption of its own for something that begins now.
  func begin() -> Interruption {
    let interruption = Interruption()
    let isCancelled = going.withLock { going in
      going.interruptions[ObjectIdentifier(interruption)] = interruption
      return going.isCancelled
    }
    if isCancelled { interruption.cancel() }
    return interruption
  }

  /// Forgets something that is over.
  func end(_ interruption: Interruption) {
    going.withLock { $0.interruptions[ObjectIdentifier(interruption)] = nil }
  }

  /// Does something that can be cancelled.
  func interruptibly<Value>(
    _ work: (Interruption) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let interruption = begin()
    defer { end(interruption) }
    return try work(interruption)
  }
}
