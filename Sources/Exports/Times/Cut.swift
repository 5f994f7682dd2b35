internal import MediaTypes

/// The entries as clips on an editor's timeline, one right after the other, counted in frames.
///
/// A time becomes the number of the nearest frame at the source's rate, counted from the first picture.
struct Cut: Sendable {
  /// A clip.
  struct Clip: Sendable, Equatable {
    /// The first frame of the source that is in it.
    let start: Int64
    /// Number of frames, at least one.
    let count: Int64
    /// Its first frame on the timeline.
    let place: Int64
  }

  /// Frames in a second.
  let rate: Ratio
  /// The clips, one for each entry.
  let clips: [Clip]
  /// Number of frames of the timeline.
  let length: Int64
  /// Number of frames of the source.
  let sourceLength: Int64
  /// How frames are numbered for people.
  let timecode: FrameTimecode
  /// The number of the source's first frame, which is also the timeline's.
  let offset: Int64

  init(_ list: ExportList, as format: ExportFormat) throws(ExportError) {
    guard let given = Self.usable(list.source.rate) else {
      throw ExportError(
        .noRate, "\(format.name) counts frames, and \(list.source.name) has no frame rate")
    }
    let rate = format.countsTimecode ? Self.countable(given) : given
    let zero = list.source.range.start
    func frame(_ timestamp: Timestamp) -> Int64 {
      let number = Distance(from: zero, to: timestamp).rounded(per: rate, .nearest)
      // No format can tell later frames, and sums of these cannot overflow.
      return min(max(0, number), 1 << 40)
    }
    var (clips, place): ([Clip], Int64) = ([], 0)
    clips.reserveCapacity(list.entries.count)
    var last: Int64 = 1
    for entry in list.entries {
      let start = frame(entry.range.start)
      let clip = Clip(
        start: start, count: max(1, frame(entry.range.end) - start), place: place)
      place += clip.count
      last = max(last, start + clip.count)
      clips.append(clip)
    }
    // Without a timecode of its own, a broadcast rate is counted as broadcasters do.
    let isDrop = list.source.timecode.map { $0.contains(";") } ?? true
    let timecode = FrameTimecode(rate: rate, isDrop: isDrop)
    (self.rate, self.clips, length, self.timecode) = (rate, clips, place, timecode)
    offset = list.source.timecode.flatMap { timecode.frame($0) } ?? 0
    sourceLength = max(last, frame(list.source.range.end))
  }

  /// The rate at which timecode can tell the frames apart: the next whole one unless it is whole, or broadcast.
  ///
  /// Counted at the odd rate itself, frames would be taken for ones that come faster, and all times drift.
  static func countable(_ rate: Ratio) -> Ratio {
    let isKnown = rate.denominator == 1 || rate.denominator == 1001 && rate.numerator % 1000 == 0
    return isKnown ? rate : Ratio(Int64(rate.value.rounded(.up)))
  }

  /// A rate that frames can be counted at; nil if there is none.
  ///
  /// Broadcast rates that were written as decimals become the fractions that they stand for.
  static func usable(_ rate: Ratio?) -> Ratio? {
    guard let rate, rate > 0, rate <= 1_000_000 else { return nil }
    let whole = Int64((rate.value * 1.001).rounded())
    guard let broadcast = Ratio(whole * 1000, 1001),
      abs(rate.value / broadcast.value - 1) < 5e-6
    else { return rate }
    return broadcast
  }
}
