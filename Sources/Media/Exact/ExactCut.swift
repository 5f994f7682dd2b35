internal import CMedia
internal import MediaTypes

/// A cutting on the frame: where the parts lie, and how their pictures come into the files.
struct ExactCut {
  /// What all parts need to know.
  struct Facts {
    let input: MediaInput
    let stream: Int
    /// When the first picture of the stream is shown, in ticks.
    let first: Int64
    /// The most packets that come before one that is shown before them.
    let depth: Int
    /// Whether it is known beforehand when each picture is shown.
    let isCounted: Bool
    /// Whether whole parts are encoded as HEVC, and not as H.264.
    let asHEVC: Bool
  }

  /// By part; nil where there is nothing to show.
  let parts: [SplicedPart?]
  /// Whether any part needs an encoder.
  let isEncoded: Bool
  /// The packets of the stream; nil if they do not tell its pictures apart.
  private let order: CodedOrder?

  /// Plans the parts of a stream that `input` has selected, and which is to be read from its start.
  init(
    _ stretches: [CopyPlaces.Stretch], _ index: PacketIndex, of stream: VideoStream,
    _ input: MediaInput
  ) throws(MediaError) {
    let reading = try input.reopened(selecting: index.stream)
    let order = index.isExact ? try CodedOrder(reading: reading) : nil
    // Only H.264 was made so that two encoders can share a stream.
    let isRegular = order != nil && stream.common.codec == "h264"
    // Without an encoder nothing is spliced, and parts that need none can still be copied.
    let canSplice = isRegular && (try? Recoder(for: input, .splicing)) != nil
    let facts = Facts(
      input: input, stream: index.stream, first: index.pictures.first?.pts ?? .min,
      depth: order?.depth ?? 0, isCounted: order != nil, asHEVC: stream.common.codec == "hevc")
    let times = index.pictures.map(\.pts)
    var (parts, isEncoded): ([SplicedPart?], Bool) = ([], false)
    for stretch in stretches {
      let shown = times[
        times.firstPlace { $0 >= stretch.start }..<times.firstPlace { $0 >= stretch.end }]
      let plan = SplicePlan(
        shown, upTo: stretch.end, order: order, canSplice: canSplice, stopsAtHidden: input.isMP4)
      isEncoded = isEncoded || plan.isEncoded
      parts.append(
        stretch.isEmpty ? nil : SplicedPart(plan, shown, end: stretch.end, of: facts))
    }
    (self.parts, self.isEncoded, self.order) = (parts, isEncoded, order)
  }

  /// Checks that a packet is what was at its place before.
  func check(_ packet: cmedia_packet, at place: Int, of name: String) throws(MediaError) {
    guard let order, place >= order.packets.count || order.packets[place].pts != packet.pts else {
      return
    }
    throw MediaError(.unreadable, "\(name) reads differently each time")
  }

  /// Where ranges lie: from the first picture that starts within to the first that starts after.
  static func stretches(for ranges: [TimeRange], _ index: PacketIndex) -> [CopyPlaces.Stretch] {
    guard let whole = index.range else { return [] }
    func place(of time: Timestamp) -> Int64 {
      // Where packets do not say when their pictures are shown, only the decoder knows.
      guard index.hasTimes else { return time.raised(to: index.timeBase) }
      let next = index.pictures.firstPlace { Timestamp($0.pts, index.timeBase) >= time }
      return next < index.pictures.count ? index.pictures[next].pts : whole.end.ticks
    }
    return ranges.map { range in
      let (start, end) = (place(of: range.start), place(of: range.end))
      return CopyPlaces.Stretch(
        start: start, end: end, opensStream: start <= whole.start.ticks,
        closesStream: end >= whole.end.ticks)
    }
  }
}
