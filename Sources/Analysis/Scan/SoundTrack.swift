public import Media
public import MediaTypes
internal import Segmentation

/// How loud a sound track is, all along.
public struct SoundTrack: Sendable, Equatable {
  /// A tenth of a second, or less before a hole.
  public struct Level: Sendable, Equatable {
    /// When it is heard.
    public let range: TimeRange
    /// Root mean square in decibels of full scale.
    public let rms: Double
  }

  /// The levels in order.
  public let levels: [Level]
  /// Stretches in which nothing is heard.
  public let silences: [TimeRange]
  /// EBU R128 gated loudness of everything, in LUFS; nil if nothing was loud enough.
  public let loudness: Double?
  /// What could not be read.
  public let damage: DamageMap

  /// The mean level of a stretch, in decibels of full scale; nil if no level starts in it.
  public func rms(of range: TimeRange) -> Double? {
    var sum = LoudnessSum()
    for level in levels[levels.firstPlace { $0.range.start >= range.start }...] {
      guard level.range.start < range.end else { break }
      sum.add(level.range, rms: level.rms)
    }
    return sum.rms
  }
}

extension SoundTrack {
  /// Silence shorter than this is a pause within a sentence.
  static let shortestSilence: Ratio = 0.4

  /// Listens to the stream that a player would play; nil if there is none.
  init?(
    of source: MediaSource, limits: MediaLimits, interruption: Interruption
  ) throws(MediaError) {
    var reader: LevelReader
    do {
      reader = try LevelReader(source, limits: limits, interruption: interruption)
    } catch  where error.code == .noAudioStream {
      return nil
    }
    var silence = SilenceFinder(shortest: Self.shortestSilence)
    var levels: [Level] = []
    var silences: [TimeRange] = []
    var integrated = -Double.infinity
    var waiting: SoundLevel?
    func take(_ level: SoundLevel, upTo end: Timestamp) {
      let range = TimeRange(level.start, upTo: max(level.start, end))
      levels.append(Level(range: range, rms: level.rms))
      if let stretch = silence.observe(range, rms: level.rms) { silences.append(stretch) }
    }
    while let level = try reader.next() {
      if let before = waiting { take(before, upTo: min(level.start, before.usualEnd)) }
      integrated = level.integrated
      waiting = level
    }
    if let last = waiting { take(last, upTo: last.usualEnd) }
    if let stretch = silence.finish() { silences.append(stretch) }
    self.init(
      levels: levels, silences: silences, loudness: integrated.isFinite ? integrated : nil,
      damage: reader.damage)
  }
}

extension SoundLevel {
  /// A tenth of a second after the start.
  fileprivate var usualEnd: Timestamp { start.advanced(by: 0.1) }
}
