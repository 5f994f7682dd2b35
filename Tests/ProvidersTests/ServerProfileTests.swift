import JSON
import Models
import Providers
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct ServerProfileTests {
  @Test(arguments: ServerKind.allCases)
  func `a profile is read as it is written`(kind: ServerKind) throws {
    let profile = ServerProfile(for: kind)
    #expect(try ServerProfile(profile.json, for: .compatible) == profile)
    #expect(try ServerProfile([:], for: kind) == profile)
  }

  @Test func `what a profile says goes before what is usual`() throws {
    let profile = try ServerProfile(
      [
        "max_images": 1, "schema_mode": "json_object", "context_tokens": .null,
        "tokens_per_image": ["base": 85, "each": 170, "tile_side": 512],
      ], for: .openai)
    #expect(profile.mostPictures == 1 && profile.schemaMode == .object)
    #expect(profile.contextTokens == nil && profile.limitField == .maxCompletionTokens)
    #expect(profile.pictureTokens == .tiles(base: 85, each: 170, side: 512))
  }

  @Test(
    arguments: [
      ["max_pictures": 3], ["max_images": -1], ["order": "sorted"], ["streams": 1],
      ["tokens_per_image": "many"], ["tokens_per_image": ["base": 1]], ["output_tokens": 0], [],
    ] as [JSONValue])
  func `a profile that is wrong says where`(json: JSONValue) {
    let error = #expect(throws: ServerProfileError.self) { try ServerProfile(json, for: .vllm) }
    #expect(error?.member == json.asMembers?.first?.name)
    #expect(error?.message.isEmpty == false)
  }

  static let refusals: [(ServerKind, String, String?, ServerProfile.Change?)] = [
    (
      .compatible,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens", .limitField(.maxCompletionTokens)
    ),
    (.openai, "unknown field max_completion_tokens", nil, .limitField(.maxTokens)),
    (.openai, "Only the default (1) value is supported.", "temperature", .noTemperature),
    (.openai, "Unknown parameter: 'response_format'.", "response_format", .schemaMode(.object)),
    (.vllm, "Stream options: stream_options is no field", nil, .noCounts),
    (.vllm, "chat_template_kwargs: Extra inputs are not permitted", nil, .thinkingUntouched),
    (.ollama, "\"llava\" does not support thinking", nil, .thinkingUntouched),
    (.openai, "detail: Input should be 'auto'", nil, .noDetail),
    (.openai, "The picture is in an unknown format, see the stream of details", nil, nil),
    (.compatible, "messages must alternate", "messages", nil),
    (
      .openai,
      "max_tokens is too large: 16384. This model supports at most 4096 completion tokens, whereas you provided 16384.",
      "max_completion_tokens", .outputTokens(4096)
    ),
    (
      .anthropic,
      "max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for m", nil,
      .outputTokens(4096)
    ),
    (
      .vllm,
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 1096 input tokens (4096 > 4096 - 1096).",
      "max_tokens", .outputTokens(3000)
    ),
    (
      .vllm,
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has 4090 input tokens (4096 > 4096 - 4090).",
      "max_tokens", nil
    ),
  ]

  @Test(arguments: refusals)
  func `a field that is refused is changed or left out`(
    kind: ServerKind, message: String, field: String?, expected: ServerProfile.Change?
  ) {
    let body: JSONValue = [
      "error": .members(["message": .text(message), "param": field.map { .text($0) }])
    ]
    let refusal = ServerRefusal(WebHead(status: 400), Array(body.text.utf8), now: 0)
    var profile = ServerProfile(for: kind)
    #expect(profile.change(after: refusal) == expected)
    if let expected {
      let before = profile
      profile.make(expected)
      #expect(profile != before)
    }
  }

  /// Refuses what a profile still has, and remembers the profiles that it was asked with.
  private actor Refusing {
    private(set) var seen: [ServerProfile] = []
    let message: String
    let isTaken: @Sendable (ServerProfile) -> Bool

    init(_ message: String, until isTaken: @escaping @Sendable (ServerProfile) -> Bool) {
      (self.message, self.isTaken) = (message, isTaken)
    }

    func ask(_ profile: ServerProfile) -> ServerReply<Int> {
      seen.append(profile)
      let body: JSONValue = ["error": ["message": .text(message)]]
      let refusal = ServerRefusal(WebHead(status: 400), Array(body.text.utf8), now: 0)
      return ServerReply(
        result: isTaken(profile) ? .success(1) : .failure(refusal), headers: WebHeaders(),
        transfers: [Transfer(destination: "d", address: nil, sent: 1, received: 1)])
    }
  }

  @Test func `what is refused for good is remembered, what is wrong with one schema is not`()
    async throws
  {
    let entry = ServerEntry("lab", .openai, model: "m", base: "http://a")
    for (message, lasts) in [
      ("response_format is unknown", true), ("Invalid schema for response_format", false),
    ] {
      let (memory, server) = (
        ServerMemory(entry.profile), Refusing(message) { $0.schemaMode == .prompt }
      )
      let first = try await memory.ask(as: entry) { profile async in await server.ask(profile) }
      #expect(first.profile.schemaMode == .prompt && first.transfers.count == 3)
      let second = try await memory.ask(as: entry) { profile async in await server.ask(profile) }
      #expect(second.transfers.count == (lasts ? 1 : 3))
      #expect(memory.profile.schemaMode == (lasts ? .prompt : .schema))
    }
  }

  @Test func `a server that refuses everything is not asked for ever`() async throws {
    let entry = ServerEntry("lab", .openai, model: "m", base: "http://a")
    let memory = ServerMemory(entry.profile)
    let server = Refusing(
      "max_tokens, max_completion_tokens, response_format and stream_options are wrong"
    ) { _ in false }
    await #expect(throws: ModelError.self) {
      try await memory.ask(as: entry) { profile async in await server.ask(profile) }
    }
    #expect(await server.seen.count < 8)
  }

  @Test func `settings that decide an answer are part of who answers`() {
    let entry = ServerEntry("lab", .openai, model: "m", base: "http://a")
    var (other, larger) = (entry, entry)
    other.base = "http://b"
    larger.profile.requestBytes += 1
    #expect(entry.identity != other.identity && entry.identity == larger.identity)
  }

  static let bases: [(ServerKind, String, String)] = [
    (.compatible, "http://a:1", "http://a:1/v1/x"), (.compatible, "http://a:1/", "http://a:1/v1/x"),
    (.compatible, "http://a:1/v1", "http://a:1/v1/x"),
    (.compatible, "http://a:1/v1//", "http://a:1/v1/x"),
    (.litellm, "https://a/proxy/v4", "https://a/proxy/v4/x"),
    (.ollama, "http://a:1/", "http://a:1/x"), (.gemini, "https://a", "https://a/x"),
  ]

  @Test(arguments: bases)
  func `a base is taken with and without its version`(
    kind: ServerKind, base: String, expected: String
  ) throws {
    #expect(try ServerEntry("p", kind, model: "m", base: base).url("/x").text == expected)
  }

  @Test(arguments: ["", "ftp://a", "http://user:secret@a/v1", "a b"])
  func `a base that is no address is refused by name`(base: String) {
    let error = #expect(throws: ModelError.self) {
      try ServerEntry("lab", .compatible, model: "m", base: base).url("/x")
    }
    #expect(error?.code == .badRequest && error?.message.contains("lab") == true)
    #expect(error?.message.contains("secret") == false)
  }
}
