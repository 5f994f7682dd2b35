public import JSON

/// Finds the JSON in what a model wrote, and keeps what is whole of it where it was cut or went wrong.
public struct AnswerReader: Sendable {
  /// What was found.
  public struct Reading: Sendable, Equatable {
    /// The value; of a cut one, what was finished.
    public let value: JSONValue
    /// Why the rest is missing; nil if nothing is.
    public let failure: JSONError?
  }

  /// Makes a reader.
  public init() {}

  /// The JSON in an answer: of the places where it might begin, the one from which most can be read.
  ///
  /// Thoughts in `<think>` tags, Markdown fences and remarks around it are passed over. Nil if there is none.
  public func json(in answer: String) -> Reading? {
    let bytes = Array(Self.withoutThoughts(answer).utf8)
    let reader = JSONReader()
    var best: (length: Int, reading: Reading)?
    var place = 0
    var tries = 0
    while place < bytes.count, tries < Self.mostTries {
      guard bytes[place] == UInt8(ascii: "{") || bytes[place] == UInt8(ascii: "[") else {
        place += 1
        continue
      }
      tries += 1
      let salvage = reader.salvage(bytes[place...])
      if let value = salvage.value, salvage.length > best?.length ?? 0 {
        best = (salvage.length, Reading(value: value, failure: salvage.failure))
      }
      // What was read as a part of a value cannot begin a larger one.
      place += max(1, salvage.length)
    }
    return best?.reading
  }

  /// The words of an answer without thoughts.
  public func words(in answer: String) -> String {
    let words = Self.withoutThoughts(answer).drop(while: \.isWhitespace)
    return String(words.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// A model that was cut while it thought has said nothing.
  private static func withoutThoughts(_ answer: String) -> String {
    let start = answer.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if start.hasPrefix("<think>") {
      guard let end = start.firstRange(of: "</think>") else { return "" }
      return String(start[end.upperBound...])
    }
    return String(start)
  }

  private static let mostTries = 1000
}
