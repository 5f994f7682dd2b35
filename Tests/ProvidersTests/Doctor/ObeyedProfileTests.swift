import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ObeyedProfileTests {
  @Test(arguments: [
    (ServerKind.compatible, "max-tokens-field+no-temperature+stream-unsupported+json-object-only"),
    (.openai, "max-tokens-field-old+no-json"), (.vllm, "no-temperature+json-object-only"),
    (.gemini, "no-json"), (.gemini, "json-object-only+no-temperature"), (.anthropic, "no-json"),
    (.ollama, "no-json+no-temperature"), (.compatible, "one-picture-only+no-temperature"),
    (.compatible, "pictures-unsupported"),
  ])
  func `a model with the profile that was found is asked nothing that its server refuses`(
    kind: ServerKind, model: String
  ) async throws {
    let examination = Examination(kind: kind, model: model, face: "openai")
    let report = try await examination.report()
    var entry = examination.entry(at: try ModelServer.shared.get().address)
    entry.profile = report.profile
    entry.retries = 0
    var clip = try Question.clip()
    clip.pictures = Array(clip.pictures.prefix(report.profile.mostPictures))
    let finding = try await entry.model()
      .describe(clip, following: Instruction(.describe, temperature: 0.2))
    #expect(finding.transfers.count == (kind == .ollama ? 2 : 1))
    let usual = examination.entry(at: try ModelServer.shared.get().address)
    #expect(entry.profile != usual.profile, "there was something to find out")
  }

  /// What goes wrong with an answer says nothing of a server's ways.
  @Test(arguments: [
    "status-400", "status-401", "status-404", "status-500", "status-529", "no-model",
    "insufficient-quota", "rate-limit-long", "loading-503", "detail-error", "html-error",
    "too-large", "refusal", "content-filter", "cut-mid-answer", "cut-before-answer", "empty-body",
    "not-json", "null-content", "think-only-empty",
  ])
  func `a model that gives no answer changes nothing`(model: String) async throws {
    for kind in [ServerKind.compatible, .gemini] {
      let report = try await Examination(kind: kind, model: "\(model)~sweep", face: "sglang")
        .report {
          $0.profile.contextTokens = 1000
          $0.settings = ["context_tokens": 1000]
        }
      #expect(report.changes.isEmpty)
      #expect(report.findings.last?.probe == .answer || report[.answer]?.verdict != .failed)
    }
  }
}
