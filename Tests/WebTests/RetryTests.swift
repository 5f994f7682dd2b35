import Foundation
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct RetryTests {
  private static let now: Int64 = 1_700_000_000

  private func head(_ status: Int, _ fields: [String: String] = [:]) -> WebHead {
    var headers = WebHeaders()
    for (name, value) in fields { headers[name] = value }
    return WebHead(status: status, headers: headers)
  }

  private func decision(
    _ failure: RetryPolicy.Failure, after attempts: Int = 1, remaining: Duration? = nil,
    policy: RetryPolicy = RetryPolicy(), seed: UInt64 = 1
  ) -> RetryPolicy.Decision {
    var generator = SplitMix64(seed: seed)
    return policy.decision(
      after: attempts, failure, remaining: remaining, now: Self.now, using: &generator)
  }

  private func isWaiting(_ decision: RetryPolicy.Decision) -> Bool { decision != .stop }

  @Test(arguments: 200...599) func `only what may pass is asked again`(status: Int) {
    let expected = status == 408 || status == 409 || status == 429 || status >= 500
    #expect(isWaiting(decision(.refusal(head(status)))) == expected)
  }

  @Test(arguments: WebError.Code.allCases)
  func `only a broken connection is tried again`(code: WebError.Code) {
    let expected = code == .unreachable || code == .cut || code == .timedOut
    #expect(isWaiting(decision(.error(WebError(code, "no")))) == expected)
  }

  @Test(arguments: WebError.Deadline.allCases)
  func `who used up all the time gets no more`(deadline: WebError.Deadline) {
    let error = WebError(.timedOut, "late", deadline: deadline)
    #expect(isWaiting(decision(.error(error))) == (deadline != .total))
  }

  @Test func `the server's word on repeating goes before all`() {
    #expect(isWaiting(decision(.refusal(head(400, ["X-Should-Retry": "true"])))))
    #expect(
      !isWaiting(decision(.refusal(head(503, ["x-should-retry": "false", "Retry-After": "1"])))))
    #expect(!isWaiting(decision(.refusal(head(400, ["x-should-retry": "perhaps"])))))
  }

  static let waits: [([String: String], Duration?, Duration?)] = [
    (["retry-after-ms": "1500"], nil, .milliseconds(1500)),
    (["retry-after-ms": "1500", "Retry-After": "9"], .seconds(3), .milliseconds(1500)),
    (["retry-after-ms": "soon", "Retry-After": "9"], nil, .seconds(9)),
    (["Retry-After": "7"], .seconds(3), .seconds(7)),
    (["Retry-After": "0.25"], nil, .milliseconds(250)),
    (["Retry-After": "0"], nil, .zero),
    (["Retry-After": "120"], nil, .seconds(120)),
    (["Retry-After": "121"], nil, nil),
    (["Retry-After": "99999999999999999999"], nil, nil),
    (["Retry-After": "Tue, 14 Nov 2023 22:13:25 GMT"], nil, .seconds(5)),
    (["Retry-After": "Tuesday, 14-Nov-23 22:13:25 GMT"], nil, .seconds(5)),
    (["Retry-After": "Tue Nov 14 22:13:25 2023"], nil, .seconds(5)),
    (["Retry-After": "Tue, 14 Nov 2023 22:13:00 GMT"], nil, .zero),
    (["Retry-After": "Wed, 14 Nov 2024 22:13:00 GMT"], nil, nil),
    (
      [
        "Retry-After": "Sun, 01 Feb 2026 00:00:08 GMT", "Date": "Sun, 01 Feb 2026 00:00:00 GMT",
      ], nil, .seconds(8)
    ),
    ([:], .seconds(22), .seconds(22)),
    ([:], .seconds(-1), .zero),
    ([:], .seconds(121), nil),
  ]

  @Test(arguments: waits.indices)
  func `the wait that a server asks for is kept or the question given up`(index: Int) {
    let (fields, delay, expected) = Self.waits[index]
    let found = decision(.refusal(head(429, fields), delay: delay))
    #expect(found == expected.map { .wait($0) } ?? .stop)
  }

  @Test(arguments: ["-5", "soon", "", "1e3", "inf", "nan", "1.2.3", "0x10"])
  func `what is no wait is as if nothing was asked`(text: String) throws {
    guard case .wait(let delay) = decision(.refusal(head(503, ["Retry-After": text]))) else {
      Issue.record("stopped")
      return
    }
    #expect((.milliseconds(375)...(.milliseconds(500))).contains(delay))
  }

  @Test func `own waits double up to a limit, less a little chance`() {
    var policy = RetryPolicy()
    policy.retries = 40
    var different: Set<Duration> = []
    for seed in 0..<200 as Range<UInt64> {
      for (attempts, longest) in [(1, 0.5), (2, 1), (3, 2), (4, 4), (5, 8), (6, 8), (40, 8)] {
        let found = decision(
          .refusal(head(500)), after: attempts, policy: policy, seed: seed)
        guard case .wait(let delay) = found else {
          Issue.record("stopped after \(attempts)")
          continue
        }
        #expect(delay <= .seconds(longest) && delay >= .seconds(longest * 0.75))
        different.insert(delay)
      }
    }
    #expect(different.count > 900)
    policy.jitter = 0
    #expect(decision(.refusal(head(500)), after: 2, policy: policy) == .wait(.seconds(1)))
  }

  @Test func `attempts and time are limited`() {
    #expect(isWaiting(decision(.refusal(head(500)), after: 2)))
    #expect(!isWaiting(decision(.refusal(head(500)), after: 3)))
    let asked = RetryPolicy.Failure.refusal(head(429, ["Retry-After": "10"]))
    #expect(isWaiting(decision(asked, remaining: .seconds(11))))
    #expect(!isWaiting(decision(asked, remaining: .seconds(10))))
    #expect(!isWaiting(decision(asked, remaining: .seconds(-1))))
  }

  @Test func `questions are repeated until an answer comes, and receipts are kept`() async throws {
    let clock = FakeClock()
    var generator = SplitMix64(seed: 3)
    let policy = RetryPolicy()
    let answer = try await policy.run(clock: clock, now: { Self.now }, using: &generator) {
      number throws(WebError) -> RetryPolicy.Attempt<Int> in
      if number == 1 { throw WebError(.unreachable, "no") }
      return number == 2 ? .refused(2, head(429, ["Retry-After": "30"])) : .answered(number)
    }
    #expect(answer == 3)
    #expect(clock.slept.count == 2 && clock.slept.last == .seconds(30))
  }

  @Test func `the last refusal is the answer when there is no use in asking`() async throws {
    let clock = FakeClock()
    var generator = SplitMix64(seed: 3)
    let status = try await RetryPolicy().run(
      until: clock.now.advanced(by: .seconds(100)), clock: clock, now: { Self.now },
      using: &generator
    ) { number throws(WebError) in
      RetryPolicy.Attempt.refused(number, head(503, ["Retry-After": "60"]))
    }
    #expect(status == 2)
    #expect(clock.slept == [.seconds(60)])
  }

  @Test func `a cancelled wait ends the repeating`() async throws {
    let task = Task {
      var generator = SplitMix64(seed: 3)
      return await failure { () throws(WebError) in
        _ = try await RetryPolicy().run(using: &generator) { _ throws(WebError) in
          RetryPolicy.Attempt.refused(0, head(503, ["Retry-After": "60"]))
        }
      }
    }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
  }

  @Test func `a server that refuses twice is asked three times`() async throws {
    let client = WebClient(policy: .any)
    let clock = FakeClock()
    var generator = SystemRandomNumberGenerator()
    let request = try WebRequest(TestServer.url("/status?code=503&retry-after-ms=20"))
    let count = Mutex(0)
    let response = try await RetryPolicy().run(clock: clock, using: &generator) {
      _ throws(WebError) in
      count.withLock { $0 += 1 }
      let response = try await client.send(request)
      return .refused(response, response.head)
    }
    #expect(response.status == 503 && count.withLock { $0 } == 3)
    #expect(clock.slept == [.milliseconds(20), .milliseconds(20)])
  }
}

/// A clock that only moves when somebody sleeps.
private final class FakeClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var elapsed: Duration

    func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  private let sleeps = Mutex<[Duration]>([])
  var slept: [Duration] { sleeps.withLock { $0 } }
  var now: Instant { Instant(elapsed: slept.reduce(.zero, +)) }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let duration = now.duration(to: deadline)
    sleeps.withLock { $0.append(duration) }
  }
}
