/// What a model is asked about a clip, and what the answer is to look like.
public struct Instruction: Sendable, Equatable {
  /// The kinds of questions that the engine asks.
  public enum Task: Sendable, Equatable {
    /// Say of each segment what it shows: a title, a description and keywords.
    case describe
    /// Answer about the whole clip.
    case answer(prompt: String)
    /// Write down whatever of this part of a longer video matters to a later answer.
    case note(prompt: String)
    /// Answer from the notes about all parts; there are no pictures any more.
    case combine(prompt: String)
    /// Find the stretches that each definition means, and fill their fields.
    case find([SegmentDefinition])
    /// Fill the fields of a definition for each of the clip's segments.
    case fill(SegmentDefinition)
  }

  /// What an answer about a whole clip is to look like.
  public enum Shape: Sendable, Equatable {
    /// Words.
    case text
    /// JSON of whatever shape the prompt asks for.
    case json
    /// JSON of this shape.
    case schema(JSONSchema)
  }

  /// What is asked.
  public var task: Task
  /// What an answer about the whole clip is to look like; other tasks have shapes of their own.
  public var shape: Shape
  /// What else the model should know or mind; nil for nothing.
  public var system: String?
  /// The language of the answer, as a tag such as `en` or `zh-CN`; nil leaves it to the model.
  public var language: String?
  /// How freely to answer, from 0 to 1; nil leaves it to the server.
  public var temperature: Double?
  /// The most tokens of the answer; nil leaves it to the model's appetite.
  public var outputTokens: Int?
  /// Pictures beside the prompt, of which it may speak by their names.
  public var references: [ReferencePicture]

  /// Asks something.
  public init(
    _ task: Task, shape: Shape = .text, system: String? = nil, language: String? = nil,
    temperature: Double? = nil, outputTokens: Int? = nil, references: [ReferencePicture] = []
  ) {
    (self.task, self.shape, self.system, self.language) = (task, shape, system, language)
    (self.temperature, self.outputTokens, self.references) = (temperature, outputTokens, references)
  }

  /// All pictures that are shown besides those of the video.
  public var shownReferences: [ReferencePicture] {
    switch task {
    case .answer, .note: references
    case .find(let definitions): definitions.flatMap(\.references)
    case .fill(let definition): definition.references
    case .describe, .combine: []
    }
  }

  /// What the user wants to know; nil where the task says it all.
  public var prompt: String? {
    switch task {
    case .answer(let prompt), .note(let prompt), .combine(let prompt): prompt
    case .describe, .find, .fill: nil
    }
  }

  /// The shape that the answer must have; nil for words and for JSON of any shape.
  public var schema: JSONSchema? {
    switch task {
    case .describe: .descriptions
    case .note: nil
    case .find(let definitions): .findings(of: definitions)
    case .fill(let definition): .fillings(of: definition)
    case .answer, .combine: if case .schema(let schema) = shape { schema } else { nil }
    }
  }

  /// Whether the answer is to be JSON.
  public var wantsJSON: Bool {
    switch task {
    case .describe, .find, .fill: true
    case .note: false
    case .answer, .combine: shape != .text
    }
  }
}
