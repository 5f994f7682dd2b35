internal import MediaTypes
public import Models

/// The calls of an analysis before the first is made, and about what they will take.
public struct CallPlan: Sendable, Equatable {
  /// A call.
  public struct Call: Sendable, Equatable {
    /// What it is about: `describe`, `answer`, `note`, `combine`, `find`, `fill` or `transcribe`.
    public let task: String
    /// The numbers of the first and last segment; nil where notes are put together, or sound is sent.
    public let segments: ClosedRange<Int>?
    /// Pictures.
    public let pictures: Int
    /// The longest side of the largest of them, in pixels.
    public let longestSide: Int
    /// About so many tokens of question and answer.
    public let tokens: TokenUsage
  }

  /// The calls in the order in which they will be begun.
  public let calls: [Call]
  /// Pictures that the density asks for, and that no call has room for.
  public let picturesWithoutRoom: Int
  /// About so many tokens in all.
  public var tokens: TokenUsage {
    calls.reduce(TokenUsage(input: 0, output: 0)) { $0 + $1.tokens }
  }
  /// All pictures.
  public var pictures: Int { calls.reduce(0) { $0 + $1.pictures } }
  /// About what it will cost, in US dollars; nil if the prices are not known.
  public let cost: Double?
}
