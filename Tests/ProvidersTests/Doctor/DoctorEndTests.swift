import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct DoctorEndTests {
  @Test func `a wrong key ends an examination, and nothing is concluded`() async throws {
    let address = try ServedProcess.start(
      "/usr/bin/env",
      ["python3", Repository.path("Tests/Clients/models/server.py"), "--key", "sk-right"])
    let report = try await Examination(
      kind: .compatible, model: "good", face: "vllm", key: Secret("sk-wrong-and-secret")
    ).report(from: address)
    #expect(report.failure?.code == .unauthorised)
    #expect(report.findings.map(\.probe) == [.server, .answer])
    #expect(report.profile == report.before && report.changes.isEmpty)
    #expect(!report.json.text.contains("sk-wrong-and-secret"))
  }

  @Test(arguments: [ServerKind.compatible, .ollama, .gemini, .anthropic])
  func `a server that is not there is not asked twice`(kind: ServerKind) async throws {
    let report = try await Examination(kind: kind, model: "good", face: "openai")
      .report(from: "http://127.0.0.1:9")
    #expect(report.failure?.code == .unreachable)
    #expect(report.findings.map(\.verdict) == [.failed])
    #expect(report.requests == 0 && report.tokens == 0 && !report.hasAnswer)
    #expect(report.profile == report.before)
  }

  @Test func `a server that never answers has its time and no more`() async throws {
    let address = try ModelServer.shared.get().address
    let report = try await Examination(
      kind: .compatible, model: "hang", face: "openai", questionTime: .seconds(1)
    ).report(from: address)
    #expect(report.failure?.code == .timedOut)
    #expect(report.profile == report.before)
  }

  @Test func `a cancelled examination ends at once`() async throws {
    let examination = Task {
      try await Examination(
        kind: .compatible, model: "hang~cancelled", face: "openai", questionTime: .seconds(5000)
      ).report()
    }
    try await Task.sleep(for: .milliseconds(300))
    examination.cancel()
    let result = await examination.result
    #expect(throws: ModelError.self) { try result.get() }
    #expect((result.failure as? ModelError)?.code == .cancelled)
  }

  @Test func `an examination costs no more than it may`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "good", face: "openai",
      budget: DoctorBudget(requests: 3, tokens: 9999, time: .seconds(600))
    ).report()
    #expect(report.requests == 3)
    #expect(report[.temperature]?.verdict == .good)
    #expect(report[.sight]?.verdict == .overBudget && report[.shape]?.verdict == .overBudget)
    #expect(report.profile.mostPictures == report.before.mostPictures)
    let poor = try await Examination(
      kind: .compatible, model: "good", face: "openai",
      budget: DoctorBudget(requests: 99, tokens: 500, time: .seconds(600))
    ).report()
    #expect(poor.tokens <= 500)
  }

  @Test func `an examination takes no longer than it may`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "good", face: "openai",
      budget: DoctorBudget(requests: 99, tokens: 99_999, time: .zero)
    ).report()
    #expect(report.failure?.code == .overBudget && report.requests == 0)
    #expect(report[.answer]?.verdict == .overBudget)
    #expect(report.learnt == [:] && !report.hasAnswer)
  }

  @Test func `whoever is too busy is asked once more`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "rate-limit-ms@50~doctor", face: "openai"
    ).report()
    #expect(report.findings.allSatisfy { $0.verdict != .failed })
    #expect(report.profile.schemaMode == .schema)
  }

  @Test func `a probe that fails leaves the profile as it was`() async throws {
    let report = try await Examination(kind: .compatible, model: "status-500-first", face: "openai")
      .report { $0.profile.streams = true }
    #expect(report.profile.streams)
    let later = try await Examination(
      kind: .compatible, model: "error-in-stream", face: "openai"
    ).report()
    #expect(later.failure?.code == .unavailable && later.profile == later.before)
  }

  @Test func `a report tells programs why`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "blind+json-object-only", face: "openai"
    ).report()
    #expect(report.changes.map(\.member).contains("max_images"))
    #expect(report.seesPictures == false)
    let json = try JSONReader().value(of: report.json.text)
    let sight = json["findings"]?.asList?.first { $0["probe"]?.asText == "sight" }
    #expect(sight?["verdict"]?.asText == "limited")
    #expect(sight?["came"]?.asText?.contains("1234") == true)
    let kept = try ServerProfile(try #require(json["profile"]), for: .compatible)
    #expect(kept == report.profile)
  }

  @Test func `whatever a model writes stays on its line of a report`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "fenced-json", face: "openai"
    ).report()
    #expect(report[.shape]?.came.contains("```json") == true)
    #expect(
      report.findings.allSatisfy { $0.came.unicodeScalars.allSatisfy { $0.value >= 32 } })
  }
}

extension Result {
  /// What went wrong; nil if nothing did.
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
