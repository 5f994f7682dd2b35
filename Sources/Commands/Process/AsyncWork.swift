internal import Media
internal import Threads

extension Console {
  /// Does work that waits for others, and cancels it when the run is to end.
  func waiting<Value: Sendable, Failure: Error>(
    for work: @escaping @Sendable () async throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let interruption = interruption
    return try AwaitedWork.outcome(unless: { interruption.isDue }, of: work)
  }
}
