/// What the rounds of a bench gave.
struct BenchFigures: Equatable, Sendable {
  /// One program's runs of one stage.
  struct Runs: Equatable, Sendable {
    /// Seconds from start to end, of each round.
    var wall: [Double] = []
    /// Seconds of all cores, of each round.
    var processor: [Double] = []
    /// The most bytes held at once; nil if the system does not say.
    var memory: Int64?
    /// Why there is nothing more; nil if nothing went wrong.
    var failure: String?
  }

  /// A stage, and how long it took us and others.
  struct Stage: Equatable, Sendable {
    let stage: BenchStage
    var yield = BenchStage.Yield(pictures: 0, filmSeconds: nil)
    /// Bytes of the file that it goes through.
    var bytes: Double?
    var ours = Runs()
    /// Nil if the other program is not on the path.
    var theirs: Runs?

    /// Our seconds over theirs, round by round.
    var ratios: [Double] {
      zip(ours.wall, theirs?.wall ?? []).map { $0 / max($1, 1e-9) }
    }

    /// Seconds of film in a second; nil where that means nothing.
    var pace: Double? {
      guard stage != .probe, let seconds = yield.filmSeconds, ours.wall.middle > 0 else {
        return nil
      }
      return seconds / ours.wall.middle
    }
  }

  let cores: Int
  let rounds: Int
  /// The version of ffmpeg; nil if it is not on the path.
  let ffmpeg: String?
  var stages: [Stage]

  /// Seconds that a program takes to start and to open the file.
  var start: Double { self[.probe]?.ours.wall.middle ?? 0 }

  /// Seconds that a stage takes beyond starting, which longer films take in proportion; nil if there are none.
  func work(_ stage: BenchStage) -> Double? {
    guard let wall = self[stage]?.ours.wall.middle, wall > start else { return nil }
    return wall - start
  }

  /// A stage that was measured.
  subscript(_ stage: BenchStage) -> Stage? {
    stages.first { $0.stage == stage && !$0.ours.wall.isEmpty && $0.ours.failure == nil }
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 if there is none.
  var middle: Double {
    guard !isEmpty else { return 0 }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
