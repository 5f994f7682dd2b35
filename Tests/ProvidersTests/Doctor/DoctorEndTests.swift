import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15))) struct DoctorEndTests {
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
    #expect(report.spent == DoctorBudget(calls: 0, tokens: 0))
    #expect(report.profile == report.before)
  }

  @Test func `a server that never answers has its time and no more`() async throws {
    let clock = ContinuousClock()
    let time = try await clock.measure {
      let report = try await Examination(kind: .compatible, model: "hang", face: "openai")
        .report { $0.deadline = .now + .seconds(3) }
      #expect(report.failure?.code == .timedOut)
      #expect(report.profile == report.before)
    }
    #expect(time < .seconds(20))
  }

  @Test func `a cancelled examination ends at once`() async throws {
    let examination = Task {
      try await Examination(kind: .compatible, model: "hang~cancelled", face: "openai").report()
    }
    try await Task.sleep(for: .milliseconds(300))
    let time = await ContinuousClock().measure {
      examination.cancel()
      let result = await examination.result
      #expect(throws: ModelError.self) { try result.get() }
      #expect((result.failure as? ModelError)?.code == .cancelled)
    }
    #expect(time < .seconds(5))
  }

  @Test func `an examination costs no more than it may`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "good", face: "openai", budget: DoctorBudget(calls: 3, tokens: 9999)
    ).report()
    #expect(report.spent.calls == 3)
    #expect(report[.temperature]?.verdict == .good)
    #expect(report[.sight]?.verdict == .skipped && report[.shape]?.verdict == .skipped)
    #expect(report.profile.mostPictures == report.before.mostPictures)
    let poor = try await Examination(
      kind: .compatible, model: "good", face: "openai", budget: DoctorBudget(calls: 99, tokens: 500)
    ).report()
    #expect(poor.spent.tokens <= 500)
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

  @Test func `a report tells people and programs why`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "blind+json-object-only", face: "openai"
    ).report()
    let text = report.text.joined(separator: "\n")
    #expect(text.contains("less    Does it see pictures? No"))
    #expect(text.contains("max_images: 0, was 16"))
    #expect(text.contains("schema_mode: \"json_object\", was \"json_schema\""))
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
    #expect(report.text.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 32 } })
  }
}

extension Result {
  /// What went wrong; nil if nothing did.
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
