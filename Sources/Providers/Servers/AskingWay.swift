/// The ways in which an answer's form can be asked for, best first.
protocol AskingWay: CaseIterable, Sendable, Equatable {
  /// What a server that does not know this way calls it when it refuses, in small letters.
  var names: [String] { get }
  /// Whether a refusal in these words, in small letters, may be for this way of asking.
  func isBlamed(in words: String) -> Bool
}

extension AskingWay {
  /// Whether the words name it, or complain about schemas at all.
  func isBlamed(in words: String) -> Bool {
    (names + ["schema", "response_format"]).contains(where: words.contains)
  }

  /// The next best way; nil after the last.
  var next: Self? {
    let rest = Self.allCases.drop { $0 != self }.dropFirst()
    return rest.first
  }
}
