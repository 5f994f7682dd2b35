internal import FoundationEssentials

extension RetryPolicy {
  /// What one attempt gave.
  package enum Attempt<Answer: Sendable>: Sendable {
    /// An answer to be content with.
    case answered(Answer)
    /// A refusal, whose body may name a delay.
    case refused(Answer, WebHead, delay: Duration? = nil)
  }

  /// Asks until an answer comes, or asking again is of no use; then gives the last answer or error.
  ///
  /// `attempt` gets the number of the attempt, 1 first. Waiting ends when the task is cancelled. No wait
  /// goes beyond `deadline`, which may be shared by many questions.
  package func run<Answer: Sendable, Timer: Clock<Duration>>(
    until deadline: Timer.Instant? = nil, clock: Timer = ContinuousClock(),
    now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) },
    using generator: inout some RandomNumberGenerator,
    _ attempt: (Int) async throws(WebError) -> Attempt<Answer>
  ) async throws(WebError) -> Answer {
    var receipts: [TransferReceipt] = []
    var number = 0
    while true {
      number += 1
      let outcome: Result<Answer, WebError>
      let failure: Failure
      do throws(WebError) {
        switch try await attempt(number) {
        case .answered(let answer): return answer
        case .refused(let answer, let head, let delay):
          (outcome, failure) = (.success(answer), .refusal(head, delay: delay))
        }
      } catch {
        receipts += error.receipts
        var error = error
        error.receipts = receipts
        (outcome, failure) = (.failure(error), .error(error))
      }
      let decision = decision(
        after: number, failure, remaining: deadline.map { clock.now.duration(to: $0) },
        now: now(), using: &generator)
      guard case .wait(let delay) = decision else { return try outcome.get() }
      guard (try? await clock.sleep(for: delay)) != nil else {
        var error = WebError(.cancelled, "cancelled while waiting to ask again")
        error.receipts = receipts
        throw error
      }
    }
  }
}
