public import Models
package import Web

/// A model on any server that speaks Chat Completions: OpenAI, vLLM, SGLang, llama.cpp, LM Studio, LiteLLM.
///
/// Pictures stand behind their labels in one message, answers are read while they come, and a field that the
/// server refuses is left out from then on.
public struct ChatModel: VideoModel {
  private let entry: ServerEntry
  private let conversation: ServerConversation
  private let memory: ServerMemory

  /// Makes the model of an entry; whom the entry names may be talked to.
  public init(_ entry: ServerEntry) { self.init(entry, over: WebClient(policy: .any)) }

  /// Makes the model of an entry; the client decides who may be talked to.
  package init(_ entry: ServerEntry, over client: WebClient) {
    self.entry = entry
    conversation = ServerConversation(entry, over: client)
    memory = ServerMemory(entry.profile)
  }

  /// Who answers.
  public var identity: ModelIdentity { entry.identity }

  /// How much it can look at in one call.
  public var appetite: ModelAppetite { entry.appetite }

  /// Looks at a clip and answers.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let request = ModelRequest(clip, instruction)
    try entry.check(request, by: entry.profile)
    let (answer, profile, transfers) = try await memory.ask(as: entry) {
      profile throws(ModelError) -> ServerReply<ChatAnswer> in
      let body = ChatMapping(request: request, entry: entry, profile: profile).body
      return try await conversation.ask(
        "/chat/completions", body, streams: profile.streams, for: ChatAnswer.self)
    }
    let lowering = ChatMapping(request: request, entry: entry, profile: profile).lowering
    return try answer.words.finding(to: request, by: lowering, from: entry, transfers)
  }
}
