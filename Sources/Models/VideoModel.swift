/// Anything that can look at a clip and say what it sees.
///
/// A model keeps nothing between calls and may be called concurrently, up to `appetite.concurrentCalls`.
public protocol VideoModel: Sendable {
  /// Who answers: this goes into every result.
  var identity: ModelIdentity { get }
  /// How much it can look at in one call, and what it understands.
  var appetite: ModelAppetite { get }
  /// Looks at a clip and answers.
  func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding
}

/// Who answers.
public struct ModelIdentity: Sendable, Hashable {
  /// The name of the configured provider, such as `ollama`.
  public let provider: String
  /// The model's name there, such as `qwen3-vl:8b`.
  public let name: String
  /// What else decides what it answers: a version, or a digest of its settings; nil if nothing is known.
  public let revision: String?

  /// Names a model.
  public init(provider: String, name: String, revision: String? = nil) {
    (self.provider, self.name, self.revision) = (provider, name, revision)
  }
}

extension ModelIdentity: CustomStringConvertible {
  /// As it is written on the command line: `ollama/qwen3-vl:8b`.
  public var description: String { "\(provider)/\(name)" }
}
