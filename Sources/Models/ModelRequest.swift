/// A clip and an instruction as what is sent to a model that reads words and looks at pictures.
///
/// Every picture stands behind a label with its time, every segment behind a line with its number and range.
public struct ModelRequest: Sendable, Equatable {
  /// A piece of what the model is shown, in order.
  public enum Part: Sendable, Equatable {
    /// Words.
    case text(String)
    /// A picture; the words before it say which it is.
    case picture(Picture)
  }

  /// A picture file.
  public struct Picture: Sendable, Equatable {
    /// The file.
    public let bytes: [UInt8]
    /// Its kind: `image/jpeg`.
    public let mediaType: String
  }

  /// What the model is told about its work.
  public let system: String
  /// What it is shown and asked, in order; the question comes last.
  public let parts: [Part]
  /// The shape of the answer; nil for words.
  public let schema: JSONSchema?
  /// Whether the answer is to be JSON.
  public let wantsJSON: Bool
  /// The most tokens of the answer; nil leaves it to the server.
  public let outputTokens: Int?
  /// How freely to answer; nil leaves it to the server.
  public let temperature: Double?

  /// Puts a clip and an instruction into words.
  public init(_ clip: Clip, _ instruction: Instruction) {
    let wording = RequestWording(clip, instruction)
    system = wording.system
    parts = wording.parts
    schema = instruction.schema
    wantsJSON = instruction.wantsJSON
    outputTokens = instruction.outputTokens
    temperature = instruction.temperature
  }

  /// The number of pictures.
  public var pictureCount: Int { parts.count { if case .picture = $0 { true } else { false } } }

  /// About how many tokens its words take: one for every 3.5 bytes of plain words, one for every other letter.
  public var wordTokens: Int {
    parts.reduce(WordTokens.count(system)) { sum, part in
      if case .text(let words) = part { sum + WordTokens.count(words) } else { sum }
    }
  }
}

/// Guesses how many tokens words take.
public enum WordTokens {
  /// One for every 3.5 ASCII letters, one for every other character: no common tokenizer takes much more.
  public static func count(_ words: String) -> Int {
    var plain = 0
    var other = 0
    for scalar in words.unicodeScalars {
      if scalar.isASCII { plain += 1 } else { other += 1 }
    }
    return (plain * 2 + 6) / 7 + other
  }
}
