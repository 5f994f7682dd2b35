public import Media
public import MediaTypes
public import Models
public import Segmentation

/// What is to be found out about a video, and how closely to look.
public struct AnalysisRequest: Sendable {
  /// What is to be found out.
  public enum Question: Sendable, Equatable {
    /// What each segment shows.
    case segments
    /// An answer about the whole, in words or in JSON.
    case prompt(String, Instruction.Shape)
    /// Where the stretches lie that each definition means, and their fields.
    case definitions([SegmentDefinition])
  }

  /// The video.
  public var source: MediaSource
  /// What is to be found out.
  public var question: Question
  /// How it is looked at: window, sensitivity, fast or every picture, limits.
  public var scan = Scan()
  /// The rule by which it is taken apart; ranges that are given count from the first picture.
  public var policy: SegmentPolicy = .balanced
  /// How long segments may be; nil for 2 to 60 seconds, at best 10, by the rule `balanced`, and for any by others.
  public var bounds: SegmentBounds?
  /// How much faster than life it is watched; 2 shows half as many pictures.
  public var speed: Ratio = 1
  /// Pictures shown in each second of watching; nil chooses them by content.
  public var picturesPerSecond: Ratio?
  /// The longest side of pictures; nil leaves it to the model's appetite.
  public var longestSide: Int?
  /// The languages of text on the screen by Tesseract's names, such as `eng`, the likeliest first; empty reads none.
  public var screenLanguages: [String] = []
  /// Files of subtitles that belong to the video.
  public var sidecars: [MediaSource] = []
  /// Pictures beside the prompt, of which it may speak by their names.
  public var references: [ReferencePicture] = []
  /// What else the model should know or mind.
  public var system: String?
  /// The language of the answer, as a tag such as `en` or `zh-CN`.
  public var language: String?
  /// How freely to answer, from 0 to 1.
  public var temperature: Double?
  /// The most tokens of an answer.
  public var outputTokens: Int?
  /// What may be spent.
  public var budget = AnalysisBudget()

  /// Asks something about a video.
  public init(_ source: MediaSource, _ question: Question = .segments) {
    (self.source, self.question) = (source, question)
  }
}

/// What an analysis may spend on asking a model; what was kept from earlier runs costs nothing.
public struct AnalysisBudget: Sendable, Equatable {
  /// Calls of the model; nil for as many as it takes.
  public var requests: Int?
  /// Tokens of questions and answers together; nil for as many as it takes.
  public var tokens: Int?
  /// US dollars, if the model's prices are known; nil for as many as it takes.
  public var cost: Double?

  /// Allows everything.
  public init() {}
}
