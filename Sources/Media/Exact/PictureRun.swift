internal import MediaTypes

/// Decodes the pictures within some ticks and encodes them anew, as far as is asked each time.
final class PictureRun {
  let recoder: Recoder
  private let ticks: Range<Int64>
  private var reader: VideoReader
  /// The picture that the reader has come to.
  private var pending: Frame?
  private var hasEnded = false

  init(
    _ ticks: Range<Int64>, of cut: ExactCut.Facts, _ recoder: Recoder
  ) throws(MediaError) {
    let input = try cut.input.reopened(selecting: cut.stream)
    reader = try VideoReader(input, stream: cut.stream, threads: 0)
    (self.ticks, self.recoder) = (ticks, recoder)
    let start = Timestamp(ticks.lowerBound, reader.stream.common.timeBase)
    if ticks.lowerBound > cut.first { try reader.seek(to: start) }
    pending = try reader.advance(notBefore: start)
  }

  /// Passes on the packets of all pictures that are shown before `limit`, or of all there are.
  func advance(
    to limit: Int64?, _ body: (Recoder.Packet) throws(MediaError) -> Void
  ) throws(MediaError) {
    guard !hasEnded else { return }
    let end = min(limit ?? .max, ticks.upperBound)
    while let frame = pending, frame.timestamp.ticks < end {
      if frame.timestamp.ticks >= ticks.lowerBound {
        try reader.withCurrent { picture throws(MediaError) in try recoder.add(picture) }
        while let packet = try recoder.next() { try body(packet) }
      }
      pending = try reader.advance()
    }
    guard pending == nil || end == ticks.upperBound else { return }
    hasEnded = true
    try recoder.end()
    while let packet = try recoder.next() { try body(packet) }
  }
}
