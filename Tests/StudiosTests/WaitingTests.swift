import Foundation
import JSON
import Threads
import Studios
import TestSupport
import Testing

/// How a job is followed until it is done, or will never be.
@Suite(.timeLimit(.minutes(40)), .waiting) struct WaitingTests {
  private func outcome(
    _ suite: StudioConformance, _ behaviour: String,
    _ change: (inout StudioEntry) -> Void = { _ in }
  ) async throws -> StudioError? {
    let studio = try suite.studio(change)
    let job = try await studio.begin(suite.order(behaviour).0, key: suite.key)
    return await failure { () throws(StudioError) in
      try await StudioWatch(studio).files(of: job)
    }
  }

  @Test(arguments: StudioConformance.all)
  func `a job that was written down is found again, and ends in its files`(
    suite: StudioConformance
  ) async throws {
    let job = try await suite.studio().begin(suite.order("good").0, key: suite.key)
    let read = try JSONReader().value(of: job.json.text)
    let found = try #require(StudioJob(read))
    #expect(found == job)
    let files = try await StudioWatch(try suite.studio()).files(of: found)
    let all: [StudioFile.Variant] = [.video, .thumbnail, .spritesheet]
    #expect(files.map(\.variant) == (suite.kind == .openai ? all : [.video]))
    if suite.kind == .openai { #expect(files.allSatisfy { $0.expires ?? 0 > 1_700_000_000 }) }
  }

  @Test(arguments: ["{}", "[]", "null", #"{"studio": "a", "id": "", "model": "b"}"#])
  func `what was not written down by us is no job`(text: String) throws {
    #expect(StudioJob(try JSONReader().value(of: text)) == nil)
  }

  @Test func `the part that is done is told, and the service's pace is kept`() async throws {
    let suite = StudioConformance(kind: .openai)
    // The server's own pace is 100 ms.
    let studio = try suite.studio { $0.pause = .seconds(600) }
    let job = try await studio.begin(suite.order("good").0, key: suite.key)
    let parts = Guarded<[Double]>([])
    _ = try await StudioWatch(studio).files(of: job) { part in
      parts.withLock { $0.append(part) }
    }
    #expect(parts.withLock { $0 } == [0.4, 0.8])
  }

  @Test(arguments: StudioConformance.all, ["poll-busy", "poll-broken", "poll-hang"])
  func `a service that is away for a while is waited for`(
    suite: StudioConformance, behaviour: String
  ) async throws {
    let error = try await outcome(suite, behaviour) { $0.idle = .seconds(1) }
    #expect(error == nil)
  }

  @Test(
    arguments: StudioConformance.all,
    [
      ("poll-always-broken", StudioError.Code.unavailable), ("poll-garbage", .brokenAnswer),
      ("poll-busy-for-long", .timedOut),
      ("poll-forgotten", .notFound), ("other-job", .brokenAnswer), ("odd-status", .brokenAnswer),
      ("fails", .failed), ("fails-silently", .failed), ("fails-by-filter", .refused),
      ("cancelled-there", .failed),
    ])
  func `a job that comes to nothing ends in its reason`(
    suite: StudioConformance, behaviour: (String, StudioError.Code)
  ) async throws {
    let error = try #require(try await outcome(suite, behaviour.0))
    #expect(error.code == behaviour.1, "\(error)")
    #expect(error.message.hasPrefix("lab: ") && !error.message.contains("sk-studio"))
    if behaviour.0 == "fails" { #expect(error.message.contains("caught fire")) }
    if behaviour.0 == "fails-by-filter" {
      #expect(error.filtered?.reasons == ["A filter held the film back"])
    }
  }

  @Test(arguments: StudioConformance.all)
  func `an endless queue is left in time, whatever was waited before`(
    suite: StudioConformance
  ) async throws {
    let error = try await outcome(suite, "endless") { $0.patience = .seconds(1) }
    #expect(error?.code == .timedOut)
    let studio = try suite.studio { $0.patience = .seconds(3600) }
    let job = try await studio.begin(suite.order("endless").0, key: suite.key)
    let late = await failure { () throws(StudioError) in
      try await StudioWatch(studio).files(of: job, spent: .seconds(3600))
    }
    #expect(late?.code == .timedOut)
    let waiting = Task {
      await failure { () throws(StudioError) in try await StudioWatch(studio).files(of: job) }
    }
    try await Task.sleep(for: .milliseconds(400))
    waiting.cancel()
    #expect(await waiting.value?.code == .cancelled)
  }

  @Test func `a job that nobody wants is deleted once, and being gone is enough`() async throws {
    let suite = StudioConformance(kind: .openai)
    let (order, studio) = (suite.order("good").0, try suite.studio())
    let job = try await studio.begin(order, key: suite.key)
    try await studio.cancel(job)
    try await studio.cancel(job)
    let error = await failure { () throws(StudioError) in try await studio.state(of: job) }
    #expect(error?.code == .notFound)
    let stubborn = try await studio.begin(suite.order("undeletable").0, key: suite.key)
    let refused = await failure { () throws(StudioError) in try await studio.cancel(stubborn) }
    #expect(refused?.code == .unavailable && refused?.status == 409)
  }

  @Test(arguments: [
    "../files/x", "models/a/operations/../../x", "models//x", "models/a/operations/b?c", "",
    "models/a/operations/b%2Fc", ".", "models/a/operations/b:cancel",
  ])
  func `a job whose name leads elsewhere is not asked for`(id: String) async throws {
    let studio = try StudioConformance(kind: .gemini).studio()
    let job = StudioJob(studio: "lab", id: id, model: "veo")
    let error = await failure { () throws(StudioError) in try await studio.state(of: job) }
    #expect(error?.code == .notFound && error?.message == "lab: there is no such job")
  }
}
