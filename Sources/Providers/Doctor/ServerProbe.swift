internal import Models

extension DoctorVisit {
  /// Which server it is, and what it tells for nothing.
  mutating func checkServer() async throws(ModelError) {
    let entry = doctor.entry
    var inquiry = ServerInquiry(limitedEntry(entry.profile))
    let facts = try await inquiry.facts()
    server = facts
    take(facts)
    let asked = facts.paths.joined(separator: ", ")
    guard !facts.paths.isEmpty else {
      note(.server, .limited, asked: "what it tells of itself", "It tells nothing.")
      return
    }
    var conclusion =
      facts.kind.map { "It is \($0.title)." }
      ?? "It does not say, and is asked as \(entry.kind.title)."
    if let kind = facts.kind, kind != entry.kind {
      conclusion += " The settings call it \(entry.kind.rawValue): make its kind \(kind.rawValue)."
      // Its own wire is the one on which it can be kept from that.
      if kind == .ollama { conclusion += " As it is, it forgets pictures without a word." }
    }
    if facts.isListed == false { conclusion += " This model is not in its list." }
    note(
      .server, facts.isListed == false ? .limited : .good, asked: asked,
      came: facts.summary,
      conclusion)
  }

  private mutating func take(_ facts: ServerFacts) {
    let entry = doctor.entry
    // Of one that is only called compatible, what is usual for what it is.
    if entry.kind == .compatible, let kind = facts.kind, kind != .ollama,
      var usual = try? ServerProfile(for: kind).changed(by: entry.settings)
    {
      (usual.streams, usual.thinking) = (profile.streams, profile.thinking)
      profile = usual
    }
    if let tokens = facts.contextTokens, tokens > 0 {
      if entry.hasSet(.contextTokens), let known = profile.contextTokens {
        profile.contextTokens = min(known, tokens)
      } else if facts.kind != .ollama {
        profile.contextTokens = tokens
      }
    }
    if let tokens = facts.outputTokens, tokens > 0 {
      profile.outputTokens = min(profile.outputTokens ?? tokens, tokens)
    }
    if facts.seesPictures == false { profile.mostPictures = 0 }
  }
}

extension ServerKind {
  /// Its name, as its makers write it.
  package var title: String {
    switch self {
    case .openai: "OpenAI"
    case .compatible: "a server of Chat Completions"
    case .ollama: "Ollama"
    case .vllm: "vLLM"
    case .sglang: "SGLang"
    case .llama: "llama.cpp"
    case .lmstudio: "LM Studio"
    case .litellm: "LiteLLM"
    case .gemini: "Gemini"
    case .anthropic: "Anthropic"
    }
  }

  /// Whether it is spoken to in Chat Completions.
  var speaksChat: Bool { wire == "chat" }

  /// The ways in which its models' thinking may be turned off.
  var switches: [ServerProfile.Thinking] {
    switch self {
    case .ollama: [.think]
    case .gemini: [.budget, .level]
    case .anthropic: []
    case .openai, .litellm: [.effort]
    case .compatible, .vllm, .sglang, .llama, .lmstudio: [.template, .effort]
    }
  }
}
