import Foundation
import Providers
import Studios
import TestSupport
import Testing
import Web

/// How an order is placed, and what services say to it.
@Suite(.timeLimit(.minutes(40)), .waiting) struct BeginningTests {
  /// Something that a service does, what comes of it, and after how many requests.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let behaviour: String
    let code: StudioError.Code
    let status: Int
    var requests = 1
    var testDescription: String { behaviour }
  }

  static let refusals: [Refusal] = [
    .init(behaviour: "busy-for-long", code: .rateLimited, status: 429),
    .init(behaviour: "spent", code: .quotaExhausted, status: 429),
    .init(behaviour: "broken", code: .unavailable, status: 500, requests: 3),
    .init(behaviour: "gateway", code: .unavailable, status: 502, requests: 3),
    .init(behaviour: "blocked", code: .refused, status: 400),
    .init(behaviour: "repeats-key", code: .badRequest, status: 400),
    .init(behaviour: "no-model", code: .notFound, status: 404),
    .init(behaviour: "elsewhere", code: .badRequest, status: 502),
    .init(behaviour: "garbage", code: .brokenAnswer, status: 502),
    .init(behaviour: "nothing", code: .brokenAnswer, status: 502),
    .init(behaviour: "climbs", code: .brokenAnswer, status: 502),
  ]

  @Test(arguments: StudioConformance.all, refusals)
  func `a refusal is told in our words and the service's code`(
    suite: StudioConformance, refusal: Refusal
  ) async throws {
    let (order, tag) = suite.order(refusal.behaviour)
    let studio = try suite.studio()
    let error = try #require(
      await failure { () throws(StudioError) in try await studio.begin(order, key: suite.key) })
    #expect(error.code == refusal.code && error.status == refusal.status, "\(error)")
    #expect(error.message.hasPrefix("lab: ") && !error.message.contains("sk-studio"), "\(error)")
    let asked = try await StudioServer.shared.get().asked(tag)
    #expect(asked.count == refusal.requests)
    #expect(Set(asked.map(\.key)).count == 1)
  }

  @Test(arguments: StudioConformance.all, ["busy", "broken-once"])
  func `a service that is busy for a moment is asked again, under the same key`(
    suite: StudioConformance, behaviour: String
  ) async throws {
    let (order, tag) = suite.order(behaviour)
    let studio = try suite.studio()
    let (start, key) = (ContinuousClock.now, suite.key)
    let job = try await studio.begin(order, key: key)
    let asked = try await StudioServer.shared.get().asked(tag)
    #expect(asked.map(\.key) == [key, key] && !job.id.isEmpty)
    if behaviour == "busy" { #expect(ContinuousClock.now - start >= .seconds(1)) }
  }

  @Test func `what a filter says keeps its code and its member`() async throws {
    let suite = StudioConformance(kind: .openai)
    let studio = try suite.studio()
    let order = suite.order("blocked").0
    let error = try #require(
      await failure { () throws(StudioError) in try await studio.begin(order, key: suite.key) })
    #expect(error.serviceCode == "moderation_blocked" && error.parameter == "prompt")
    #expect(error.type == "video_generation_user_error" && error.filtered != nil)
  }

  @Test(arguments: StudioConformance.all, ["sk-wrong-key", nil])
  func `a wrong key is said to be wrong`(suite: StudioConformance, key: String?) async throws {
    let studio = try suite.studio { $0.key = key.map { Secret($0) } }
    let order = suite.order("good").0
    let error = try #require(
      await failure { () throws(StudioError) in try await studio.begin(order, key: suite.key) })
    #expect(error.code == .unauthorised)
    #expect(error.message.contains(key == nil ? "none is set" : "wrong"))
    #expect(!error.message.contains("sk-wrong"))
  }

  @Test(arguments: ["cut-begin", "hang-begin"])
  func `an answer that was lost begins no second film where the service minds keys`(
    behaviour: String
  ) async throws {
    let suite = StudioConformance(kind: .openai)
    let (order, tag) = suite.order(behaviour)
    let studio = try suite.studio { $0.idle = .seconds(1) }
    let key = suite.key
    let first = try await studio.begin(order, key: key)
    // As after a restart in which the answer was lost again.
    let second = try await studio.begin(order, key: key)
    #expect(first == second)
    #expect(try await StudioServer.shared.get().asked(tag).count == 3)
  }

  @Test(arguments: ["cut-begin", "hang-begin"])
  func `an answer that was lost is asked for no second time where the service minds no keys`(
    behaviour: String
  ) async throws {
    let suite = StudioConformance(kind: .gemini)
    let (order, tag) = suite.order(behaviour)
    let studio = try suite.studio { $0.idle = .seconds(1) }
    let error = await failure { () throws(StudioError) in
      try await studio.begin(order, key: suite.key)
    }
    #expect(error?.code == (behaviour == "cut-begin" ? .unreachable : .timedOut))
    #expect(try await StudioServer.shared.get().asked(tag).count == 1)
  }

  @Test(arguments: StudioConformance.all)
  func `a service that hangs is given up, and one that is cancelled at once`(
    suite: StudioConformance
  ) async throws {
    let order = suite.order("hang").0
    let studio = try suite.studio { ($0.idle, $0.retryPolicy.retries) = (.milliseconds(500), 0) }
    let error = await failure { () throws(StudioError) in
      try await studio.begin(order, key: suite.key)
    }
    #expect(error?.code == .timedOut && error?.status == 504 && error?.type == "request_timed_out")
    let patient = try suite.studio()
    let asking = Task {
      await failure { () throws(StudioError) in try await patient.begin(order, key: suite.key) }
    }
    try await Task.sleep(for: .milliseconds(300))
    let cancelled = ContinuousClock.now
    asking.cancel()
    #expect(await asking.value?.code == .cancelled)
    #expect(ContinuousClock.now - cancelled < .seconds(5))
  }

  @Test(arguments: StudioConformance.all)
  func `nobody is asked offline, and nobody there is said to be away`(
    suite: StudioConformance
  ) async throws {
    let (order, tag) = suite.order("good")
    let entry = try StudioServer.shared.get().entry(suite.kind)
    let offline = await failure { () throws(StudioError) in
      try await entry.studio(isOffline: true).begin(order, key: suite.key)
    }
    #expect(offline?.code == .offline)
    #expect(try await StudioServer.shared.get().asked(tag).isEmpty)
    let port = try ServedProcess.freePort()
    let away = try suite.studio { $0.base = "http://127.0.0.1:\(port)/v1" }
    let error = await failure { () throws(StudioError) in
      try await away.begin(order, key: suite.key)
    }
    #expect(error?.code == .unreachable && error?.type == "provider_connection_failed")
  }

  @Test(arguments: StudioConformance.all)
  func `all that an order says reaches the service`(suite: StudioConformance) async throws {
    var (order, tag) = suite.order("good")
    order.prompt = "\u{202E}שלום \"quoted\"\r\n--shotlog 猫 🐈\0"
    order.size = (1280, 720)
    order.seconds = 8
    order.negativePrompt = "rain"
    order.reference = .init(
      [UInt8](
        try Data(contentsOf: URL(filePath: Repository.path("Fixtures/media/one-picture.png")))),
      type: "image/png")
    _ = try await suite.studio().begin(order, key: suite.key)
    let asked = try #require(try await StudioServer.shared.get().asked(tag).first)
    // The server answers 418 to whatever it does not understand, the picture among it.
    #expect(asked.status == 200 && asked.prompt == order.prompt)
    let openai = ["size": "1280x720", "seconds": "8"]
    let gemini = [
      "aspectRatio": "16:9", "resolution": "720p", "durationSeconds": "8", "negativePrompt": "rain",
      "sampleCount": "1",
    ]
    #expect(asked.facts == (suite.kind == .openai ? openai : gemini))
  }

  @Test func `a remix names its source, and a studio that makes none says so`() async throws {
    let openai = try StudioConformance(kind: .openai).studio()
    var (order, tag) = StudioConformance(kind: .openai).order("good")
    let source = try await openai.begin(order, key: UUID().uuidString)
    order.remixOf = source
    let remix = try await openai.begin(order, key: UUID().uuidString)
    #expect(remix != source)
    #expect(
      try await StudioServer.shared.get().asked(tag).last?.path
        == "/v1/videos/\(source.id)/remix")
    let gemini = try StudioConformance(kind: .gemini).studio()
    let error = await failure { [order] () throws(StudioError) in
      try await gemini.begin(order, key: UUID().uuidString)
    }
    #expect(error?.code == .unsupported && error?.serviceCode == "unsupported_operation")
    #expect(error?.message == "video_remix is not supported by lab provider")
  }

  static let unoffered: [[Double]] = [
    [1000, 1000, 8], [1280, 720, 4.5], [720, 720, 8], [1280, 720, -.infinity],
  ]

  @Test(arguments: unoffered)
  func `what Veo does not offer is refused before anybody is asked`(facts: [Double]) async throws {
    let suite = StudioConformance(kind: .gemini)
    var (order, tag) = suite.order("good")
    (order.size, order.seconds) = ((Int(facts[0]), Int(facts[1])), facts[2])
    let studio = try suite.studio()
    let error = await failure { [order] () throws(StudioError) in
      try await studio.begin(order, key: suite.key)
    }
    #expect(error?.code == .badRequest)
    #expect(try await StudioServer.shared.get().asked(tag).isEmpty)
  }
}
