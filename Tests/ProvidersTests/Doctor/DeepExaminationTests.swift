import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct DeepExaminationTests {
  private func report(
    _ kind: ServerKind, _ model: String, _ face: String = "openai"
  ) async throws -> DoctorReport {
    try await Examination(kind: kind, model: model, face: face, isDeep: true).report()
  }

  @Test func `a good server sees many pictures, large ones, and long questions`() async throws {
    let report = try await report(.compatible, "good")
    #expect(report.findings.allSatisfy { $0.verdict == .good })
    #expect(report.profile.mostPictures == 64)
    #expect(report.profile.longestPictureSide == nil)
    #expect(report.profile.contextTokens == nil)
  }

  @Test func `a server that forgets the start of a question in silence is found out`() async throws
  {
    let report = try await report(.compatible, "context-silent@2900")
    let finding = try #require(report[.context])
    #expect(finding.verdict == .limited && finding.conclusion.contains("Silent truncation"))
    let tokens = try #require(report.profile.contextTokens)
    #expect((2400...2900).contains(tokens))
    #expect(report[.forgetting]?.conclusion.contains("Silent truncation") == true)
    #expect(report.profile.mostPictures == 32, "64 of them are more than it keeps")
  }

  @Test func `a server that refuses long questions names its bound`() async throws {
    let report = try await report(.compatible, "context-loud@5000")
    #expect(report.profile.contextTokens == 5000)
    #expect(report[.context]?.verdict == .good)
  }

  @Test func `the most pictures are those of which the last is seen`() async throws {
    let report = try await report(.vllm, "one-picture-only@5", "openai")
    #expect(report.profile.mostPictures == 5)
    let single = try await self.report(.vllm, "one-picture-only")
    #expect(single.profile.mostPictures == 1 && single[.pictures]?.verdict == .skipped)
  }

  @Test func `Ollama refuses what it would forget`() async throws {
    let report = try await report(.ollama, "good", "ollama")
    #expect(report[.forgetting]?.verdict == .good)
    #expect(report[.context]?.verdict == .skipped)
  }
}
