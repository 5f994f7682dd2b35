public import JSON

/// What a model answered.
public struct Finding: Sendable, Equatable {
  /// The answer itself.
  public enum Content: Sendable, Equatable {
    /// Words, which may hold JSON.
    case text(String)
    /// JSON, read already.
    case json(JSONValue)
  }

  /// Why the model stopped.
  public enum Finish: String, Sendable, CaseIterable {
    /// It had said everything.
    case stop
    /// The bound of tokens was met: the answer is cut.
    case length
    /// A filter held back the answer or its rest.
    case filtered
    /// The model would not answer.
    case refused
    /// It did not say, or in words that nobody knows.
    case unknown
  }

  /// The answer itself.
  public var content: Content
  /// Why the model stopped.
  public var finish: Finish
  /// The tokens that it counted; nil if it did not say.
  public var usage: TokenUsage?
  /// The name under which the model spoke of itself; nil if it did not.
  public var reportedModel: String?
  /// The names of fields it knew it could not fill.
  public var unanswered: [String]
  /// What left this machine for this answer, tries that failed among it.
  public var transfers: [Transfer]

  /// Makes an answer.
  public init(
    _ content: Content, finish: Finish = .stop, usage: TokenUsage? = nil,
    reportedModel: String? = nil, unanswered: [String] = [], transfers: [Transfer] = []
  ) {
    (self.content, self.finish, self.usage) = (content, finish, usage)
    (self.reportedModel, self.unanswered) = (reportedModel, unanswered)
    self.transfers = transfers
  }

  /// Makes an answer in words.
  public static func text(_ words: String) -> Finding { Finding(.text(words)) }
  /// Makes an answer in JSON.
  public static func json(_ value: JSONValue) -> Finding { Finding(.json(value)) }
}

/// How many tokens a call took.
public struct TokenUsage: Sendable, Equatable {
  /// Tokens of the question, pictures among them.
  public var input: Int
  /// Tokens of the answer, hidden thoughts among them.
  public var output: Int

  /// Counts tokens.
  public init(input: Int, output: Int) { (self.input, self.output) = (input, output) }

  /// Both together.
  public static func + (a: TokenUsage, b: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: a.input.addingClamped(b.input), output: a.output.addingClamped(b.output))
  }
}

extension Int {
  /// The sum; the largest number where it does not fit.
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}

/// Bytes that left this machine, and where they went.
public struct Transfer: Sendable, Equatable {
  /// Scheme, host and port: `https://api.openai.com:443`.
  public let destination: String
  /// The number address that was really connected to; nil if there was no connection.
  public let address: String?
  /// Bytes of requests, with their headers.
  public let sent: Int
  /// Bytes of answers, with their headers.
  public let received: Int

  /// Notes a transfer.
  public init(destination: String, address: String?, sent: Int, received: Int) {
    (self.destination, self.address) = (destination, address)
    (self.sent, self.received) = (sent, received)
  }
}
