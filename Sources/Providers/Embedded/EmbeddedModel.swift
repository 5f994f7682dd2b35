internal import JSON
public import Models

/// A model that needs no network and no weights: it answers from what was measured, said and written.
///
/// The same clip and instruction give the same bytes each time. What it cannot know it leaves empty and names in
/// `Finding.unanswered`; it never guesses. <doc:WhatEmbeddedAnswers> lists what it knows.
public struct EmbeddedModel: VideoModel {
  /// Who answers; the revision changes when answers do.
  public let identity = ModelIdentity(provider: "embedded", name: "facts", revision: "1")

  /// Makes the model.
  public init() {}

  /// No pictures, any number of segments, and JSON of any shape.
  public var appetite: ModelAppetite {
    var appetite = ModelAppetite()
    appetite.picturesPerCall = 0
    appetite.segmentsPerCall = 1_000_000
    appetite.concurrentCalls = 64
    appetite.schemaSupport = .schema
    appetite.findsSegments = false
    return appetite
  }

  /// Answers from what is known of the clip.
  public func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    if Task.isCancelled { throw ModelError(.cancelled, "The question was taken back.") }
    return answer(clip, instruction)
  }

  /// The answer, found without waiting for anything.
  func answer(_ clip: Clip, _ instruction: Instruction) -> Finding {
    let speaker = PassageVoice(ClipReading(clip), ReportLanguage(of: instruction))
    switch instruction.task {
    case .describe: return .json(Descriptions(speaker: speaker).value)
    case .fill(let definition):
      return SchemaAnswers(speaker).fill(definition, schema: instruction.schema)
    case .find(let definitions):
      return SchemaAnswers(speaker).find(definitions, schema: instruction.schema)
    case .answer, .combine, .note:
      if let schema = instruction.schema { return SchemaAnswers(speaker).answer(schema) }
      return Answers(speaker, instruction).finding
    }
  }
}
