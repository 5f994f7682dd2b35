/// Through which door a request came, which decides what it may leave out and how it is refused.
package struct VideoDoor: Sendable, Equatable {
  /// Whether it came through a facade for OpenAI's clients.
  package var isFacade: Bool
  /// Whether it is from such a client, wherever it came in.
  package var isFromOpenAI: Bool
  /// Whether its body is a form, in which those clients leave out whatever has a usual value.
  package var isForm: Bool

  /// Describes a door.
  package init(isFacade: Bool, isFromOpenAI: Bool, isForm: Bool) {
    (self.isFacade, self.isFromOpenAI, self.isForm) = (isFacade, isFromOpenAI, isForm)
  }

  /// Whether a list is of all videos unless a provider is named.
  package var listsAll: Bool { isFacade || isFromOpenAI }

  /// Who is asked for a video by the model's name, which may lack the provider, or all of it.
  func target(_ model: String?) throws(BifrostRefusal) -> FilmOrder.Target {
    guard let model, !model.isEmpty else {
      guard isForm, listsAll else {
        throw .invalid(isFacade ? "model field is required" : "model is required", param: "model")
      }
      return FilmOrder.Target(provider: "openai", model: "sora-2")
    }
    let parts = model.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[1].isEmpty, Self.isProvider(parts[0]) {
      return FilmOrder.Target(provider: String(parts[0]), model: String(parts[1]))
    }
    if parts.count == 1, let provider = Self.provider(of: model) ?? (listsAll ? "openai" : nil) {
      return FilmOrder.Target(provider: provider, model: model)
    }
    throw .invalid(
      "provider is required in model field (format: provider/model)", param: "model")
  }

  /// Whether a name can be that of a provider, in addresses too.
  static func isProvider(_ name: Substring) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        $0.isDigit || (0x61...0x7A).contains($0 | 0x20) || "-_.".utf8.contains($0)
      }
  }

  /// Whose model it is, by its name.
  private static func provider(of model: String) -> String? {
    switch model {
    case "storyboard", "supercut": "local"
    case _ where model.hasPrefix("sora-"): "openai"
    case _ where model.hasPrefix("veo-"): "gemini"
    default: nil
    }
  }
}
