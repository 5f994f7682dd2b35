public import Models

/// What asking took, whenever it was done.
public struct AnalysisEffort: Sendable, Equatable {
  /// Calls that were answered.
  public var requests = 0
  /// Pictures that were shown in them.
  public var pictures = 0
  /// Tokens.
  public var tokens = TokenUsage(input: 0, output: 0)
  /// Whether some of the tokens are guessed, since the model did not count them.
  public var isGuessed = false
  /// US dollars; nil if the prices are not known.
  public var cost: Double?
}

/// What only one run knows.
public struct AnalysisRun: Sendable, Equatable {
  /// Calls that were made now.
  public var asked = 0
  /// Answers that were known from earlier runs.
  public var remembered = 0
  /// Whether the video was known from an earlier run, and not decoded.
  public var knewVideo = false
  /// Seconds of looking, hearing, preparing and asking, by the stage's name, in order.
  public var stages: [Stage] = []
  /// What left this machine, by destination.
  public var transfers: [Transfer] = []

  /// How long a stage took.
  public struct Stage: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Seconds.
    public let seconds: Double
  }
}
