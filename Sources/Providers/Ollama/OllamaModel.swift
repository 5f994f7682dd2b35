internal import JSON
public import Models
package import Web

/// A model on Ollama, by its own wire: with as much context as a question needs, and nothing forgotten in silence.
public struct OllamaModel: VideoModel {
  private let entry: ServerEntry
  private let conversation: ServerConversation
  private let memory: ServerMemory
  private let card = OllamaCard()

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
    let asked = try await learn()
    do throws(ModelError) {
      var finding = try await answer(to: request, with: try context(for: clip, request))
      finding.transfers = asked + finding.transfers
      return finding
    } catch {
      var error = error
      error.transfers = asked + error.transfers
      throw error
    }
  }

  private func answer(
    to request: ModelRequest, with context: Int
  ) async throws(ModelError) -> Finding {
    let (answer, profile, transfers) = try await memory.ask(as: entry) {
      profile throws(ModelError) -> ServerReply<OllamaAnswer> in
      let mapping = OllamaMapping(
        request: request, entry: entry, profile: profile, context: context)
      return try await conversation.ask(
        "/api/chat", mapping.body, streams: profile.streams, for: OllamaAnswer.self)
    }
    let mapping = OllamaMapping(request: request, entry: entry, profile: profile, context: context)
    return try answer.words.finding(to: request, by: mapping.lowering, from: entry, transfers)
  }

  /// Asks once what the model is; gives what left this machine for it.
  private func learn() async throws(ModelError) -> [Transfer] {
    guard card.isUnknown else { return [] }
    let reply = try await conversation.post("/api/show", ["model": .text(entry.model)])
    switch reply.result {
    case .success(let value): card.take(value)
    case .failure(let refusal):
      // Whatever speaks this wire without that page has no more to tell.
      let verdict = RefusalVerdict(refusal)
      let isAboutUs = verdict.code == .unauthorised || refusal.message.contains("not found, try")
      if isAboutUs || verdict.mayPass { throw ModelError(refusal, from: entry, reply.transfers) }
      card.take([:])
    }
    return reply.transfers
  }

  private func context(
    for clip: Clip, _ request: ModelRequest
  ) throws(ModelError) -> Int {
    if request.pictureCount > 0, card.isBlind {
      throw ModelError(
        .picturesUnsupported, "\(entry.name): the model \(entry.model) does not look at pictures")
    }
    return entry.profile.contextTokens
      ?? card.grant(OllamaContext.need(of: clip, request, entry.profile))
  }
}
