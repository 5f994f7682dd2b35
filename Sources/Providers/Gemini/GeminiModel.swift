internal import JSON
public import Models
package import Web

/// A Gemini model of Google's, or whatever answers on the same wire.
public struct GeminiModel: VideoModel {
  private let conversation: ServerConversation
  private let memory: ServerMemory
  private let ways = WayMemory<GeminiWay>()

  /// Makes the model of an entry; whom the entry names may be talked to.
  public init(_ entry: ServerEntry) { self.init(entry, over: WebClient(policy: .any)) }

  /// Makes the model of an entry; the client decides who may be talked to.
  package init(_ entry: ServerEntry, over client: WebClient) {
    conversation = ServerConversation(entry, over: client)
    memory = ServerMemory(entry.profile)
  }

  /// Who answers.
  public var identity: ModelIdentity { conversation.entry.identity }
  /// How much it can look at in one call.
  public var appetite: ModelAppetite {
    var appetite = conversation.entry.appetite
    let (profile, name) = (conversation.entry.profile, conversation.entry.model)
    if name.contains("gemini-2") {
      // A little larger, and a picture costs these six times as much.
      appetite.longestSide = min(appetite.longestSide, 384)
    } else if profile.pictureTokens == ServerProfile(for: .gemini).pictureTokens {
      appetite.pictureTokens = .each(Self.pictureTokens[profile.pictureDetail ?? "high"] ?? 1120)
    }
    return appetite
  }

  /// What a picture costs later ones, whatever its size.
  private static let pictureTokens = ["low": 280, "medium": 560, "high": 1120, "ultra_high": 2240]

  /// Looks at a clip and answers.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let question = ModelRequest(clip, instruction)
    let entry = conversation.entry
    try entry.check(question, by: entry.profile)
    let lowering = question.schema.flatMap { SchemaLowering($0, for: .gemini) }
    let (answer, _, transfers) = try await memory.ask(as: entry) {
      profile throws(ModelError) in
      try await ways.ask(from: Self.firstWay(profile.schemaMode)) { way throws(ModelError) in
        try await conversation.ask(
          path(profile),
          GeminiRequest(question, profile, schema: lowering?.schema, way: way).body(of: question),
          streams: profile.streams, salvages: question.wantsJSON, for: GeminiAnswer.self)
      }
    }
    return try answer.words.finding(to: question, by: lowering, from: entry, transfers)
  }

  private static func firstWay(_ mode: ServerProfile.SchemaMode) -> GeminiWay {
    switch mode {
    case .schema, .grammar, .tool: .jsonSchema
    case .object: .json
    case .prompt: .words
    }
  }

  /// The key never stands in the address, where logs would keep it.
  private func path(_ profile: ServerProfile) -> String {
    let version = profile.version.map { "/\($0)" } ?? ""
    let (base, model) = (conversation.entry.base, conversation.entry.model)
    let isVersioned = !version.isEmpty && (base.hasSuffix(version) || base.hasSuffix("\(version)/"))
    let name = model.contains("/") ? model : "models/\(model)"
    let method = profile.streams ? "streamGenerateContent?alt=sse" : "generateContent"
    return "\(isVersioned ? "" : version)/\(PathWords.encoded(name)):\(method)"
  }
}

extension GeminiRequest {
  /// The way in which a profile wants questions.
  fileprivate init(
    _ question: ModelRequest, _ profile: ServerProfile, schema: JSONValue?, way: GeminiWay
  ) {
    outputTokens = profile.outputTokens(of: question)
    (self.schema, self.way) = (schema, way)
    sendsTemperature = profile.sendsTemperature
    mediaResolution = profile.pictureDetail.map { "MEDIA_RESOLUTION_\($0.uppercased())" }
    thinking =
      switch profile.thinking {
      case .budget: .budget(0)
      case .level: .level("LOW")
      case .untouched, .effort, .template, .think: nil
      }
  }
}
