import JSON
import MediaTypes
import Models
import TestSupport
import Testing
import Web

@testable import Providers

/// Each way of asking, with each of our shapes, before the checks of those who published the wires.
@Suite(.timeLimit(.minutes(40)), .waiting) struct WireStrictnessTests {
  private static func instructions() throws -> [Instruction] {
    let definition = SegmentDefinition(
      id: "ships", description: "A ship in view",
      fields: [
        SegmentField("name", .string, description: "Its name"),
        SegmentField("kind", .string, description: "Its kind", choices: ["sail", "steam"]),
        SegmentField("flags", .array(of: .string), description: "Flags", choices: ["a", "b"]),
        SegmentField("seen", .timestamp(.clock), description: "When it is seen first"),
        SegmentField("count", .integer, description: "How many"),
        SegmentField("sure", .boolean, description: "Whether that is sure"),
      ])
    let union: JSONValue = [
      "type": "object",
      "properties": [
        "a": ["anyOf": [["type": "integer", "maximum": 4], ["type": "null"]]],
        "b": ["type": ["string", "null"], "enum": ["x", .null]], "c": ["const": "y"],
        "d": ["type": ["string", "number"]],
        "e": ["type": "array", "items": ["type": "string", "format": "date"], "minItems": 1],
        "f": ["type": "string", "pattern": "^[a-z]+$", "description": "Letters."],
      ],
      "required": ["a", "b", "c", "d", "e"],
    ]
    return [
      Instruction(.describe), Instruction(.find([definition])), Instruction(.fill(definition)),
      Instruction(.answer(prompt: "What?"), shape: .schema(try JSONSchema(Question.film))),
      Instruction(.answer(prompt: "What?"), shape: .schema(try JSONSchema(union))),
      Instruction(.answer(prompt: "What?"), shape: .json), Instruction(.answer(prompt: "What?")),
    ]
  }

  /// Asks our server, which says 418 where a check refuses.
  private func expectTaken(
    _ kind: ServerKind, _ path: String, _ body: JSONValue, headers: [String: String] = [:]
  ) async throws {
    let entry = ServerEntry(
      "lab", kind, model: "good", base: try ModelServer.shared.get().address, key: Secret("sk"))
    let reply = try await ServerConversation(entry, over: WebClient(policy: .any))
      .post(path, body, headers: headers)
    if case .failure(let refusal) = reply.result { Issue.record("\(refusal): \(body.text)") }
  }

  @Test(arguments: GeminiWay.allCases) func `Gemini takes every way of asking`(way: GeminiWay)
    async throws
  {
    for instruction in try Self.instructions() {
      let question = ModelRequest(try Question.clip(), instruction)
      let schema = question.schema.flatMap { SchemaLowering($0, for: .gemini)?.schema }
      #expect((schema == nil) == (question.schema == nil), "\(instruction)")
      let request = GeminiRequest(
        schema: schema, way: way, outputTokens: 100, mediaResolution: "MEDIA_RESOLUTION_LOW",
        thinking: .level("LOW"))
      try await expectTaken(
        .gemini, "/v1beta/models/good:generateContent", request.body(of: question))
    }
  }

  @Test(arguments: MessagesWay.allCases) func `Anthropic takes every way of asking`(
    way: MessagesWay
  ) async throws {
    for instruction in try Self.instructions() {
      let question = ModelRequest(try Question.clip(), instruction)
      let schema = question.schema.flatMap { SchemaLowering($0, for: .anthropic)?.schema }
      #expect((schema == nil) == (question.schema == nil), "\(instruction)")
      // The newest version no longer knows the older spelling.
      let version = way == .outputFormat ? "2023-06-01" : "2026-10-21"
      try await expectTaken(
        .anthropic, "/v1/messages",
        MessagesRequest(model: "good", schema: schema, way: way).body(of: question),
        headers: ["anthropic-version": version])
    }
  }
}
