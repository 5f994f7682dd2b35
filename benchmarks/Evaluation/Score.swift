/// How good a detector is, summed over clips.
public struct Score: Sendable, Equatable {
  /// Cuts that were found.
  public private(set) var foundCuts = 0
  /// Cuts that there are.
  public private(set) var cuts = 0
  /// Gradual changes that were found.
  public private(set) var foundGraduals = 0
  /// Gradual changes that there are.
  public private(set) var graduals = 0
  /// Detections of nothing.
  public private(set) var falseAlarms = 0
  private var offsets = 0
  private var overlaps = 0.0

  /// Makes the score of no clip.
  public init() {}

  /// Adds what was found in a clip.
  public mutating func add(_ matching: Matching) {
    foundCuts += matching.cuts.count
    cuts += matching.cuts.count + matching.missedCuts.count
    foundGraduals += matching.graduals.count
    graduals += matching.graduals.count + matching.missedGraduals.count
    falseAlarms += matching.falseAlarms.count
    offsets += matching.cuts.reduce(0) { $0 + $1.detection.upperBound - $1.cut }
    overlaps += matching.graduals.reduce(0) { $0 + $1.detection.overlap(with: $1.gradual.frames) }
  }

  /// The part of the detections that are right, of cuts; false ones of any kind count.
  public var precision: Double { Self.part(foundCuts, of: foundCuts + falseAlarms) }
  /// The part of the cuts that were found.
  public var recall: Double { Self.part(foundCuts, of: cuts) }
  /// The harmonic mean of precision and recall of cuts.
  public var f1: Double { Self.mean(precision, recall) }
  /// The harmonic mean of precision and recall of cuts and gradual changes together.
  public var f1OfAll: Double {
    let found = foundCuts + foundGraduals
    return Self.mean(
      Self.part(found, of: found + falseAlarms), Self.part(found, of: cuts + graduals))
  }
  /// How many frames late cuts are on average; nil if none was found.
  public var meanOffset: Double? { foundCuts == 0 ? nil : Double(offsets) / Double(foundCuts) }
  /// How much of a found gradual change and of its detection both share, on average; nil if none was found.
  public var meanOverlap: Double? { foundGraduals == 0 ? nil : overlaps / Double(foundGraduals) }

  private static func part(_ some: Int, of all: Int) -> Double {
    all == 0 ? 1 : Double(some) / Double(all)
  }

  private static func mean(_ a: Double, _ b: Double) -> Double {
    a + b == 0 ? 0 : 2 * a * b / (a + b)
  }
}
