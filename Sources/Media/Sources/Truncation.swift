internal import MediaTypes

extension VideoStream {
  /// What the stream claims to hold after its last picture; nil if it holds what it claims.
  ///
  /// Claims are rounded and edited by hand; only a second or more, and more than a fiftieth, is a loss.
  func missing(after end: Timestamp, from start: Timestamp) -> TimeRange? {
    guard let claimed = claimedSeconds,
      case let lost = claimed - end.seconds(since: start), lost > max(1, claimed / 50),
      let length = Ratio(lost)
    else { return nil }
    return TimeRange(end, upTo: end.advanced(by: length))
  }

  /// The stream's own length, or what Matroska writers note in a tag.
  private var claimedSeconds: Double? {
    if let duration = common.duration { return duration.seconds }
    return common.tags.first { $0.key.uppercased() == "DURATION" }
      .flatMap { Timecode($0.value)?.seconds.value }
  }
}
