internal import MediaTypes

extension VideoStream {
  /// What the stream claims to hold after its last picture; nil if it holds what it claims.
  ///
  /// Claims are rounded and edited by hand; only a second or more, and more than a fiftieth, is a loss.
  func missing(after end: Timestamp, from start: Timestamp) -> TimeRange? {
    guard let claimed = claimedEnd(from: start),
      claimed.seconds(since: end) > max(1, claimed.seconds(since: start) / 50)
    else { return nil }
    return TimeRange(end, upTo: claimed)
  }

  /// Where a stream with that start ends by its own length, or by what Matroska writers note in a tag.
  private func claimedEnd(from start: Timestamp) -> Timestamp? {
    let base = start.timeBase
    func after(_ length: Timestamp) -> Timestamp {
      Timestamp(start.ticks.addingClamped(length.ticks), base)
    }
    if let duration = common.duration { return after(duration.floored(to: base)) }
    guard let noted = tag("DURATION").flatMap({ Timecode($0)?.seconds }) else { return nil }
    let time = Timestamp(noted, flooredTo: base)
    // FFmpeg notes when the stream ends, mkvmerge among its statistics how long it is.
    let isLength = tag("_STATISTICS_TAGS")?.split(separator: " ").contains("DURATION") == true
    return isLength ? after(time) : time
  }

  private func tag(_ key: String) -> String? {
    common.tags.first { $0.key.uppercased() == key }?.value
  }
}
