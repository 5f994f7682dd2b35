internal import JSON
public import Models
package import Web

/// A model that answers over Anthropic's Messages: Anthropic's own, or one of the many servers that speak it, too.
public struct MessagesModel: VideoModel {
  private let conversation: ServerConversation
  private let memory: ServerMemory
  private let ways = WayMemory<MessagesWay>()

  /// Makes the model that an entry describes; the client decides who may be talked to.
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
    let schema = question.schema.flatMap { SchemaLowering($0, for: .anthropic)?.schema }
    let entry = conversation.entry
    let (answer, _, transfers) = try await memory.ask(as: entry) {
      profile throws(ModelError) in
      try await ways.ask(from: Self.firstWay(profile.schemaMode)) { way throws(ModelError) in
        let request = MessagesRequest(entry.model, profile, schema: schema, way: way)
        return try await conversation.ask(
          path, request.body(of: question), headers: ["anthropic-version": version(profile)],
          streams: profile.streams, for: MessagesAnswer.self)
      }
    }
    guard var finding = answer.finding else {
      throw ModelError(
        .brokenAnswer, "\(entry.name): the answer is no message", transfers: transfers)
    }
    finding.transfers = transfers
    return finding
  }

  private static func firstWay(_ mode: ServerProfile.SchemaMode) -> MessagesWay {
    switch mode {
    case .schema, .grammar: .outputConfig
    case .tool: .tool
    case .object, .prompt: .words
    }
  }

  private var path: String {
    let base = conversation.entry.base
    return base.hasSuffix("/v1") || base.hasSuffix("/v1/") ? "/messages" : "/v1/messages"
  }

  /// Servers that only speak like Anthropic's know its old version, and that one alone.
  private func version(_ profile: ServerProfile) -> String {
    profile.version
      ?? (conversation.entry.base.contains("//api.anthropic.com") ? "2026-10-21" : "2023-06-01")
  }
}

extension MessagesRequest {
  /// The way in which a profile wants questions.
  fileprivate init(_ model: String, _ profile: ServerProfile, schema: JSONValue?, way: MessagesWay)
  {
    (self.model, self.schema, self.way) = (model, schema, way)
    outputTokens = profile.outputTokens ?? outputTokens
    (sendsTemperature, isStreamed) = (profile.sendsTemperature, profile.streams)
  }
}
