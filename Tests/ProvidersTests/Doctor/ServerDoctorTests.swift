import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ServerDoctorTests {
  private static let faces: [(ServerKind, String)] = [
    (.openai, "openai"), (.compatible, "openai"), (.vllm, "vllm"), (.sglang, "sglang"),
    (.llama, "llama.cpp"), (.lmstudio, "lmstudio"), (.litellm, "litellm"), (.ollama, "ollama"),
    (.gemini, "openai"), (.anthropic, "openai"),
  ]

  @Test(arguments: faces)
  func `a good server gets the profile of one`(kind: ServerKind, face: String) async throws {
    let report = try await Examination(kind: kind, model: "good", face: face).report()
    #expect(report.failure == nil)
    #expect(report.findings.filter { $0.verdict == .failed } == [])
    let (profile, usual) = (report.profile, ServerProfile(for: kind))
    #expect(profile.schemaMode == .schema)
    #expect(profile.order == .interleaved)
    #expect(profile.streams && profile.countsInStream)
    #expect(profile.mostPictures == usual.mostPictures)
    #expect(profile.sendsTemperature == usual.sendsTemperature)
    #expect(profile.limitField == usual.limitField)
    #expect(profile.thinking == usual.thinking)
    #expect(report[.sight]?.verdict == .good)
    #expect(report.requests <= 8)
    #expect(report.tokens < 6000)
    if [.vllm, .sglang, .llama, .lmstudio, .litellm].contains(kind) {
      #expect(profile.contextTokens == 32768)
    }
    if kind == .gemini { #expect(profile.contextTokens == 1_048_576) }
    if kind == .ollama { #expect(profile.contextTokens == nil) }
  }

  @Test(arguments: [
    ("vllm", ServerKind.vllm), ("sglang", .sglang), ("llama.cpp", .llama),
    ("lmstudio", .lmstudio), ("litellm", .litellm), ("ollama", .ollama),
  ])
  func `a server is told by what it says of itself`(face: String, kind: ServerKind) async throws {
    let report = try await Examination(kind: .compatible, model: "good", face: face).report()
    let finding = try #require(report[.server])
    #expect(finding.conclusion.contains("make its kind \(kind.rawValue)"))
    let context = report.profile.contextTokens
    #expect(kind == .ollama ? context == nil : context == 32768)
  }

  @Test(arguments: [ServerKind.compatible, .ollama, .gemini, .anthropic])
  func `pictures that are dropped in silence are not seen`(kind: ServerKind) async throws {
    let report = try await Examination(kind: kind, model: "blind", face: "openai").report()
    #expect(report.profile.mostPictures == 0)
    let finding = try #require(report[.sight])
    #expect(finding.verdict == .limited && finding.conclusion.contains("not seen"))
    #expect(report[.order]?.verdict == .skipped)
    #expect(report[.shape]?.verdict == .good)
  }

  @Test(arguments: ["schema-ignored", "cut-by-tokens"])
  func `whoever talks past the question is not taken for blind`(model: String) async throws {
    let report = try await Examination(kind: .compatible, model: model, face: "openai").report()
    #expect(report.seesPictures == nil && report.profile.mostPictures == 16)
    #expect(report[.order]?.verdict == .skipped)
  }

  @Test func `settings that send no pictures are no blindness`() async throws {
    let report = try await Examination(kind: .compatible, model: "good", face: "openai").report {
      $0.profile.mostPictures = 0
      $0.settings = ["max_images": 0]
    }
    #expect(report.seesPictures == nil && report[.sight]?.verdict == .skipped)
    #expect(report[.sight]?.conclusion == "The settings send it none.")
  }

  @Test(arguments: ["pictures-unsupported", "pictures-unsupported-500"])
  func `pictures that are refused are not sent`(model: String) async throws {
    let report = try await Examination(kind: .llama, model: model, face: "openai").report()
    #expect(report.profile.mostPictures == 0)
    #expect(report[.sight]?.verdict == .limited)
  }

  @Test func `what a server says of a model's eyes is believed where it says no`() async throws {
    let report = try await Examination(
      kind: .ollama, model: "pictures-unsupported", face: "ollama"
    ).report()
    #expect(report.profile.mostPictures == 0)
    #expect(report[.sight]?.verdict == .skipped)
  }

  @Test func `pictures that come before all words are found out`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "images-first", face: "openai"
    ).report()
    #expect(report.profile.order == .picturesFirst)
    #expect(report.profile.mostPictures == 16)
  }

  @Test(arguments: [("one-picture-only", 1), ("one-picture-only@2", 2)])
  func `a server's own bound of pictures is kept`(model: String, most: Int) async throws {
    let report = try await Examination(kind: .vllm, model: model, face: "openai").report()
    #expect(report.profile.mostPictures == most)
    #expect(report.profile.order == .unknown)
  }

  @Test(arguments: [
    (ServerKind.compatible, "schema-ignored", ServerProfile.SchemaMode.prompt),
    (.ollama, "schema-ignored", .prompt), (.gemini, "schema-ignored", .prompt),
    (.anthropic, "schema-ignored", .prompt), (.compatible, "json-object-only", .object),
    (.gemini, "json-object-only", .object), (.compatible, "no-json", .prompt),
    (.compatible, "fenced-json", .schema),
  ])
  func `a schema is asked for in a way that helps`(
    kind: ServerKind, model: String, mode: ServerProfile.SchemaMode
  ) async throws {
    let report = try await Examination(kind: kind, model: model, face: "openai").report()
    #expect(report.profile.schemaMode == mode)
  }

  @Test func `fields that a server refuses are found out one by one`() async throws {
    func profile(_ kind: ServerKind, _ model: String) async throws -> ServerProfile {
      try await Examination(kind: kind, model: model, face: "openai").report().profile
    }
    #expect(
      try await profile(.compatible, "max-tokens-field").limitField == .maxCompletionTokens)
    #expect(try await profile(.openai, "max-tokens-field-old").limitField == .maxTokens)
    // Ollama does nothing with the newer field where it speaks Chat Completions, and says nothing.
    let ignorant = try await Examination(kind: .openai, model: "good", face: "ollama").report()
    #expect(ignorant.profile.limitField == .maxTokens)
    #expect(try await !profile(.compatible, "no-temperature").sendsTemperature)
    #expect(try await !profile(.compatible, "stream-unsupported").streams)
    let all = try await profile(
      .compatible, "max-tokens-field+no-temperature+stream-unsupported+json-object-only")
    #expect(all.limitField == .maxCompletionTokens && !all.sendsTemperature && !all.streams)
    #expect(all.schemaMode == .object)
  }

  @Test(arguments: ["think-block", "think-field"])
  func `thoughts before answers are told`(model: String) async throws {
    let report = try await Examination(kind: .compatible, model: model, face: "openai").report()
    let finding = try #require(report[.thinking])
    #expect(finding.verdict == .limited && finding.conclusion.contains("whatever it is told"))
    #expect(report[.sight]?.verdict == .good)
    #expect(report[.shape]?.verdict == .good)
  }

  @Test func `a model that thinks long is given room`() async throws {
    let report = try await Examination(
      kind: .compatible, model: "think-only-empty@300", face: "openai"
    ).report()
    #expect(report.failure == nil)
    #expect(report[.sight]?.verdict == .good)
  }

  @Test func `broken streams are not asked for, and answers nobody counts are told`() async throws {
    let broken = try await Examination(
      kind: .compatible, model: "cut-stream-no-done", face: "openai"
    ).report()
    #expect(!broken.profile.streams && broken[.stream]?.verdict == .limited)
    #expect(broken.profile.countsInStream, "of that nothing is known")
    let uncounted = try await Examination(
      kind: .compatible, model: "no-usage", face: "openai"
    ).report()
    #expect(uncounted.profile.streams && uncounted[.stream]?.verdict == .limited)
  }
}
