internal import MediaTypes

/// Key frames for x264 and x265: every range begins with one.
struct QPFileExport: ExportWriter {
  private let frames: [Int64]

  /// Encoders count pictures, so ordinals are taken before times.
  init(_ list: ExportList) throws(ExportError) {
    var frames: Set<Int64> = []
    for entry in list.entries {
      if let first = entry.frames?.lowerBound {
        frames.insert(Int64(first))
        continue
      }
      guard let rate = Cut.usable(list.source.rate) else {
        throw ExportError(
          .noRate, "qp counts frames, and \(list.source.name) has neither their numbers nor a rate")
      }
      let distance = Distance(from: list.source.range.start, to: entry.range.start)
      frames.insert(max(0, distance.rounded(per: rate, .nearest)))
    }
    self.frames = frames.sorted()
  }

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    for frame in frames { try sink("\(frame) I -1\n") }
  }
}
