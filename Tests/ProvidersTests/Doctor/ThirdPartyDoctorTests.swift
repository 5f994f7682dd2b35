import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ThirdPartyDoctorTests {
  @Test(arguments: [
    (ServerKind.litellm, "chain"), (.litellm, "claude"), (.gemini, "chain"), (.anthropic, "claude"),
  ])
  func `through a proxy a good model is as good`(kind: ServerKind, wire: String) async throws {
    let address = try await ThirdPartyServers.proxy.address
    let report = try await Examination(
      kind: kind, model: "\(wire)-good~doctor", face: "openai",
      key: Secret(ThirdPartyServers.proxyKey)
    ).report(from: address) { $0.base = address }
    #expect(report.failure == nil && report.findings.allSatisfy { $0.verdict != .failed })
    #expect(report[.sight]?.verdict == .good && report[.order]?.verdict == .good)
    #expect(report.profile.schemaMode == .schema && report.profile.streams)
  }

  @Test func `through a proxy a blind model is found out`() async throws {
    let address = try await ThirdPartyServers.proxy.address
    let report = try await Examination(
      kind: .litellm, model: "claude-blind~doctor", face: "openai",
      key: Secret(ThirdPartyServers.proxyKey)
    ).report(from: address) { $0.base = address }
    #expect(report[.server]?.came.contains("litellm") == true)
    #expect(report.profile.mostPictures == 0)
  }

  @Test(
    .enabled(if: ThirdPartyServers.llamaFolder != nil, "SHOTLOG_LLAMA names no folder"),
    arguments: [true, false])
  func `a model of random numbers is told from one that sees`(hasEyes: Bool) async throws {
    let server = hasEyes ? ThirdPartyServers.llama : ThirdPartyServers.blindLlama
    let address = try await server.address
    let report = try await Examination(
      kind: .llama, model: "tiny", face: "openai", questionTime: .seconds(100)
    ).report(from: address) {
      $0.base = address
      // It never knows when to stop.
      $0.profile.outputTokens = 64
    }
    #expect(report.failure == nil)
    #expect(report.profile.contextTokens == 2048)
    // Its pictures are counted: they reach it.
    #expect(report.seesPictures == (hasEyes ? nil : false))
    #expect((report.profile.mostPictures == 0) == !hasEyes)
    #expect(report[.sight]?.verdict == (hasEyes ? .limited : .skipped))
    #expect(report.profile.schemaMode == .schema, "its grammar binds even such a model")
  }
}
