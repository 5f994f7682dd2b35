/// Whether, and after how long, a question is asked again.
package struct RetryPolicy: Sendable, Equatable {
  /// What went wrong.
  package enum Failure: Sendable {
    /// No answer came.
    case error(WebError)
    /// A refusal came; its body may name a delay.
    case refusal(WebHead, delay: Duration? = nil)
  }

  /// What to do now.
  package enum Decision: Sendable, Equatable {
    /// Asking again is of no use, or there is no time left.
    case stop
    /// Ask again after that time.
    case wait(Duration)
  }

  /// How often a question may be asked again.
  package var retries = 2
  /// The wait before the first repetition; each further one doubles it.
  package var firstDelay = Duration.milliseconds(500)
  /// The longest wait of one's own choice.
  package var longestDelay = Duration.seconds(8)
  /// The longest wait that a server may ask for; one that asks for more is not asked again.
  package var longestObeyedDelay = Duration.seconds(120)
  /// How much of a wait of one's own choice chance may take off.
  package var jitter = 0.25

  /// Makes the policy of the large services' own clients.
  package init() {}

  /// Decides after a question was asked `attempts` times, the last time in vain.
  ///
  /// `remaining` is the time that all that is left may take; `now` is in seconds since 1970.
  package func decision(
    after attempts: Int, _ failure: Failure, remaining: Duration? = nil, now: Int64,
    using generator: inout some RandomNumberGenerator
  ) -> Decision {
    guard attempts <= retries, isWorthwhile(failure) else { return .stop }
    let delay: Duration
    if let asked = askedDelay(failure, now: now) {
      guard asked <= longestObeyedDelay else { return .stop }
      delay = asked
    } else {
      delay = ownDelay(after: attempts, using: &generator)
    }
    if let remaining, delay >= remaining { return .stop }
    return .wait(delay)
  }

  private func isWorthwhile(_ failure: Failure) -> Bool {
    switch failure {
    case .error(let error):
      switch error.code {
      case .unreachable, .cut: true
      // Who used up all the time would use it up again.
      case .timedOut: error.deadline != .total
      default: false
      }
    case .refusal(let head, _):
      switch head.headers["x-should-retry"]?.lowercased() {
      case "true": true
      case "false": false
      default: [408, 409, 429].contains(head.status) || head.status >= 500
      }
    }
  }

  private func askedDelay(_ failure: Failure, now: Int64) -> Duration? {
    guard case .refusal(let head, let delay) = failure else { return nil }
    return RetryAfter.delay(in: head.headers, now: now) ?? delay.map { max($0, .zero) }
  }

  private func ownDelay(
    after attempts: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    var delay = min(firstDelay, longestDelay)
    for _ in 1..<max(attempts, 1) where delay < longestDelay {
      delay = min(delay * 2, longestDelay)
    }
    return delay * (1 - Double.random(in: 0...min(max(jitter, 0), 1), using: &generator))
  }
}
