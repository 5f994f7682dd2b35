public import MediaTypes

/// Finds stretches of silence in a run of sound levels.
public struct SilenceFinder: Sendable {
  private let loudest: Double
  private var run: StretchRun

  /// Starts a sound track.
  ///
  /// - Parameters:
  ///   - shortest: Seconds; shorter stretches do not count.
  ///   - loudest: Decibels below full scale that are silence still.
  public init(shortest: Ratio, loudest: Double = -50) {
    self.loudest = loudest
    run = StretchRun(shortest)
  }

  /// Takes the next level, in decibels below full scale, and gives the stretch that it ends, if any.
  ///
  /// What is no number counts as sound, so that nothing is called silent that was not measured.
  public mutating func observe(_ range: TimeRange, rms: Double) -> TimeRange? {
    run.observe(range, belongs: rms <= loudest)
  }

  /// Gives the stretch that lasts until the end, if there is one.
  public mutating func finish() -> TimeRange? { run.finish() }
}

/// How loud a stretch of sound is, from levels in decibels.
public struct LoudnessSum: Sendable {
  private var energy = 0.0
  private var seconds = 0.0

  /// Starts with nothing.
  public init() {}

  /// Adds a level.
  public mutating func add(_ range: TimeRange, rms: Double) {
    guard !rms.isNaN, range.seconds > 0 else { return }
    energy += range.seconds * Decibels.power(rms)
    seconds += range.seconds
  }

  /// The level of all together; minus infinity for silence, nil if nothing was added.
  public var rms: Double? { seconds > 0 ? Decibels.level(energy / seconds) : nil }
}
