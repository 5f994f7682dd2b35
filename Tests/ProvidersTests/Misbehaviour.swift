import Models
import Testing

/// Something that a server does, and what must come of it.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
  /// What a question ends in.
  enum Outcome: Sendable, Equatable {
    /// JSON, whole.
    case json
    /// Words that the engine reads what it can from.
    case words
    /// The parts of an answer that were finished before it broke off.
    case parts
    /// An answer that says why it stopped.
    case finish(Finding.Finish)
    /// An error, and the bound that it names.
    case error(ModelError.Code, most: Int? = nil)
  }

  /// The behaviour, as the server's models are called.
  let name: String
  /// What comes of it.
  let outcome: Outcome
  /// How many requests it takes, with two repetitions allowed.
  let requests: Int
  /// The longest time without a byte, in seconds.
  var idle = 120.0

  var testDescription: String { name }

  init(_ name: String, _ outcome: Outcome, _ requests: Int = 1, idle: Double = 120) {
    (self.name, self.outcome, self.requests, self.idle) = (name, outcome, requests, idle)
  }

  /// What comes of every behaviour, whatever the wire; a wire names what is different with it.
  static func all(
    but others: [Misbehaviour] = [], without missing: Set<String> = []
  ) -> [Misbehaviour] {
    let named = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
    let known = Set(usual.map(\.name))
    return usual.filter { !missing.contains($0.name) }.map { named[$0.name] ?? $0 }
      + others.filter { !known.contains($0.name) }
  }

  /// What is different where an answer comes in one piece.
  static let unstreamed: [Misbehaviour] = [
    .init("hang-mid-answer", .error(.timedOut), 3, idle: 3),
    .init("cut-mid-answer", .error(.unreachable), 3), .init("cut-stream-no-done", .json),
    .init("error-in-stream", .error(.unavailable), 3),
  ]

  private static let usual =
    refusals + waits + adaptations + answers + transports

  private static let refusals = [
    Misbehaviour("status-400", .error(.badRequest)), .init("status-401", .error(.unauthorised)),
    .init("status-402", .error(.quotaExhausted)), .init("status-403", .error(.unauthorised)),
    .init("status-404", .error(.noSuchModel)), .init("status-413", .error(.requestTooLarge)),
    .init("status-422", .error(.badRequest)), .init("no-model", .error(.noSuchModel)),
    .init("too-large", .error(.requestTooLarge)), .init("string-error", .error(.unauthorised)),
    .init("flat-error", .error(.badRequest)), .init("array-error", .error(.badRequest)),
    .init("detail-error", .error(.badRequest)),
    .init("quota-per-day", .error(.quotaExhausted)),
    .init("insufficient-quota", .error(.quotaExhausted)),
    .init("one-picture-only", .error(.tooManyPictures, most: 1)),
    .init("pictures-unsupported", .error(.picturesUnsupported)),
    .init("pictures-unsupported-500", .error(.picturesUnsupported)),
    .init("context-loud@50", .error(.contextTooLong, most: 50)),
    .init("context-silent@100", .error(.contextTooLong)),
    .init("should-not-retry", .error(.unavailable)),
    .init("prompt-blocked", .error(.refused)),
  ]

  private static let waits = [
    Misbehaviour("status-408", .error(.unavailable), 3),
    .init("status-409", .error(.unavailable), 3), .init("status-429", .error(.rateLimited), 3),
    .init("status-500", .error(.unavailable), 3), .init("status-502", .error(.unavailable), 3),
    .init("status-503", .error(.unavailable), 3), .init("status-504", .error(.unavailable), 3),
    .init("status-529", .error(.unavailable), 3), .init("status-500-once", .json, 2),
    .init("loading-503", .error(.unavailable), 3), .init("html-error", .error(.unavailable), 3),
    .init("overloaded-529", .json, 2), .init("rate-limit-after-1s@0.2", .json, 2),
    .init("rate-limit-date", .json, 2), .init("rate-limit-ms@100", .json, 2),
    .init("rate-limit-no-header", .json, 2), .init("google-retry-info@0.2", .json, 2),
    .init("rate-limit-long", .error(.rateLimited)),
    .init("rate-limit-always", .error(.rateLimited), 3),
  ]

  private static let adaptations = [
    Misbehaviour("max-tokens-field", .json, 2), .init("max-tokens-field-old", .json),
    .init("no-temperature", .json, 2), .init("json-object-only", .json, 2),
    .init("no-json", .finish(.stop), 3), .init("stream-unsupported", .json, 2),
  ]

  private static let answers = [
    Misbehaviour("good", .json), .init("blind", .json), .init("images-first", .json),
    .init("schema-ignored", .words), .init("broken-json", .words), .init("fenced-json", .words),
    .init("think-block", .json), .init("think-field", .json),
    .init("think-only-empty", .error(.brokenAnswer)), .init("cut-by-tokens", .finish(.length)),
    .init("wrong-types", .json), .init("missing-fields", .json), .init("missing-segments", .json),
    .init("missing-segments-each-once", .json), .init("extra-segments", .json),
    .init("shuffled-segments", .json), .init("times-beyond-end", .json),
    .init("times-as-text", .json), .init("times-negative", .json), .init("times-reversed", .json),
    .init("times-in-milliseconds", .json), .init("overlapping", .json),
    .init("refusal", .finish(.refused)), .init("content-filter", .finish(.filtered)),
    .init("unknown-finish", .finish(.unknown)), .init("no-finish", .finish(.unknown)),
    .init("no-usage", .json), .init("null-content", .error(.brokenAnswer)),
  ]

  private static let transports = [
    Misbehaviour("hang", .error(.timedOut), 3, idle: 3),
    .init("hang-mid-answer", .parts, 3, idle: 3),
    .init("slow-drip@0.002", .json), .init("slow-first-byte@0.5", .json),
    .init("cut-mid-answer", .parts, 3), .init("cut-mid-answer-once", .json, 2),
    .init("cut-before-answer", .error(.unreachable), 3),
    .init("cut-before-answer-once", .json, 2),
    .init("cut-stream-no-done", .parts, 3),
    .init("error-in-stream", .parts, 3), .init("error-in-stream-once", .json, 2),
    .init("empty-body", .error(.brokenAnswer), 3), .init("not-json", .error(.brokenAnswer)),
    .init("gzip", .json), .init("crlf-comments-obfuscation", .json), .init("bytewise", .json),
  ]
}
