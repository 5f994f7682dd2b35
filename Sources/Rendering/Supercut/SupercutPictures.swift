internal import Media
internal import MediaTypes

/// The pictures of one piece, as they are on show at moments that never go back.
struct SupercutPictures: ~Copyable {
  private(set) var reader: VideoReader
  private let start: Timestamp
  private var shown: Frame?

  init(
    _ piece: SupercutOrder.Piece, interruption: Interruption
  ) throws(MediaError) {
    var reader = try VideoReader(.path(piece.source), interruption: interruption)
    try reader.seek(to: piece.range.start)
    self.reader = reader
    start = piece.range.start
  }

  /// Comes to the picture on show so many seconds after the start; false if the video ended before.
  mutating func advance(to seconds: Ratio) throws(MediaError) -> Bool {
    let moment = start.advanced(by: seconds)
    if let shown, shown.end > moment { return true }
    shown = try reader.advance(notBefore: moment)
    return shown != nil
  }
}
