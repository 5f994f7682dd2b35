internal import JSON
public import Models
package import Web

/// A model that answers over Anthropic's Messages: Anthropic's own, or one of the many servers that speak it, too.
public struct MessagesModel: VideoModel {
  private let conversation: ServerConversation
  private let memory: ServerMemory
  private let ways = WayMemory<MessagesWay>()

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
  public var appetite: ModelAppetite { conversation.entry.appetite }

  /// Looks at a clip and answers.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let question = ModelRequest(clip, instruction)
    let entry = conversation.entry
    try entry.check(question, by: entry.profile)
    let lowering = question.schema.flatMap { SchemaLowering($0, for: .anthropic) }
    let (answer, _, transfers) = try await memory.ask(as: entry) {
      profile throws(ModelError) in
      try await ways.ask(from: Self.firstWay(profile.schemaMode)) { way throws(ModelError) in
        let request = MessagesRequest(
          question, to: entry.model, profile, schema: lowering?.schema, way: way)
        return try await conversation.ask(
          path, request.body(of: question), headers: ["anthropic-version": version(profile)],
          streams: profile.streams, salvages: question.wantsJSON, for: MessagesAnswer.self)
      }
    }
    return try answer.words.finding(to: question, by: lowering, from: entry, transfers)
  }

  private static func firstWay(_ mode: ServerProfile.SchemaMode) -> MessagesWay {
    switch mode {
    case .schema, .grammar: .outputConfig
    case .tool: .tool
    case .object, .prompt: .words
    }
  }

  var path: String {
    let base = conversation.entry.base
    return base.hasSuffix("/v1") || base.hasSuffix("/v1/") ? "/messages" : "/v1/messages"
  }

  /// Servers that only speak like Anthropic's know its old version, and that one alone.
  func version(_ profile: ServerProfile) -> String {
    profile.version
      ?? (conversation.entry.base.contains("//api.anthropic.com") ? "2026-10-21" : "2023-06-01")
  }
}

extension MessagesRequest {
  /// The way in which a profile wants questions.
  fileprivate init(
    _ question: ModelRequest, to model: String, _ profile: ServerProfile, schema: JSONValue?,
    way: MessagesWay
  ) {
    (self.model, self.schema, self.way) = (model, schema, way)
    outputTokens = profile.outputTokens(of: question) ?? outputTokens
    (sendsTemperature, isStreamed) = (profile.sendsTemperature, profile.streams)
  }
}
