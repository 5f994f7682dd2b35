internal import JSON
internal import Models

/// What a model answered to the doctor, and at what cost.
struct ProbeAnswer: Sendable {
  /// What it wrote, thoughts and all.
  let text: String
  /// The JSON in it; nil if there is none.
  let json: JSONValue?
  /// Why it stopped.
  let finish: Finding.Finish
  /// The tokens that it counted; nil if it did not say.
  let usage: TokenUsage?
  /// How often it was asked until it took the question: more than once if it refused a field first.
  let exchanges: Int
  /// About how many tokens the words of the question are.
  let wordTokens: Int
  /// How long it took.
  let time: Duration

  init(_ finding: Finding, of kind: ServerKind, wordTokens: Int, time: Duration) {
    switch finding.content {
    case .text(let words):
      text = words
      json = AnswerReader().json(in: words)?.value
    case .json(let value):
      text = value.text
      json = value
    }
    finish = finding.finish
    // Proxies that lose the counts of others say zero.
    usage = finding.usage.flatMap { $0.input > 0 ? $0 : nil }
    // Ollama is asked what the model is before the question.
    exchanges = max(1, finding.transfers.count - (kind == .ollama ? 1 : 0))
    (self.wordTokens, self.time) = (wordTokens, time)
  }

  /// Whether the server took the question as it was asked first.
  var isTaken: Bool { exchanges == 1 }

  /// What it wrote, without thoughts.
  var words: String { AnswerReader().words(in: text) }

  /// The digits in what it wrote, whatever stands between them.
  private var digits: String { words.filter { $0.isASCII && $0.isNumber } }

  /// Whether it wrote these digits.
  func names(_ shown: String) -> Bool { digits.contains(shown) }

  /// Whether it wrote as many digits as were shown, and all but one of them are right: seen, and misread.
  func misreads(_ shown: String) -> Bool {
    digits.count == shown.count && zip(digits, shown).count { $0 != $1 } == 1
  }

  /// Whether there are thoughts in what it wrote, or more were counted than it wrote.
  var hasThoughts: Bool {
    text.contains("</think>")
      || (usage?.output ?? 0) > 2 * WordTokens.count(text) + Self.thoughtTokens
  }

  private static let thoughtTokens = 12

  /// What came, for people.
  var summary: String {
    var parts = ["“\(words.prefix(60))\(words.count > 60 ? "…" : "")”"]
    if finish == .length { parts.append("cut at the bound of tokens") }
    if let usage { parts.append("\(usage.input) + \(usage.output) tokens") }
    if !isTaken { parts.append("after \(exchanges - 1) refused") }
    return parts.joined(separator: ", ")
  }
}
