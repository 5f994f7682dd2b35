internal import FoundationEssentials
internal import Media
internal import MediaTypes
internal import Reading
internal import Synchronization

/// Pictures that are put aside while a video is looked at, so that a model is shown them without a second decoding.
///
/// It holds the pictures on show at the instants of a grid: those from which a model's are chosen. What it
/// has not, as when there was no room, is decoded again.
final class PictureStock: Sendable {
  /// What is put aside on disk at most.
  private static let mostBytes = 1 << 30

  let grid: FrameGrid
  private let style: PictureStyle
  /// When the video's first picture appears.
  private let zero: Timestamp
  private let encoders = DrawnPicture.encoders
  private let spool: PictureSpool
  private let kept = Mutex<[Key: Entry]>([:])

  private struct Key: Hashable {
    let ticks: Int64
    let side: Int
  }

  private struct Entry {
    let place: PictureSpool.Place
    let layout: Picture.Layout
    let glance: Picture
  }

  /// Nil where nothing can be put aside.
  init?(_ grid: FrameGrid, zero: Timestamp, _ style: PictureStyle) {
    let folder = FileManager.default.temporaryDirectory.path
    guard let spool = PictureSpool(in: folder, mostBytes: Self.mostBytes) else { return nil }
    (self.grid, self.zero, self.style, self.spool) = (grid, zero, style, spool)
  }

  /// Puts a picture aside if it is one of the grid.
  func take(_ frame: borrowing DecodedFrame, likelihood: Double?) throws(MediaError) {
    guard grid.holds(frame.frame.range) else { return }
    let side = try side(of: frame, likelihood: likelihood)
    let drawn = try DrawnPicture(
      frame, longestSide: side, zero: style.showsTimes ? zero : nil, encoders)
    guard let place = spool.put(drawn.jpeg) else { return }
    let entry = Entry(place: place, layout: drawn.layout, glance: drawn.glance)
    kept.withLock { $0[Key(ticks: frame.frame.timestamp.ticks, side: side)] = entry }
  }

  private func side(
    of frame: borrowing DecodedFrame, likelihood: Double?
  ) throws(MediaError) -> Int {
    guard style.hasLargeText else { return style.usual }
    let known: Double
    if let likelihood { known = likelihood } else { known = try Scan.textLikelihood(of: frame) }
    return known >= TextLikelihood.threshold ? style.text : style.usual
  }

  /// The picture that appears at a tick, in a size; nil if it was not put aside.
  func picture(at ticks: Int64, longestSide side: Int) -> DrawnPicture? {
    let entry = kept.withLock { $0[Key(ticks: ticks, side: side)] }
    guard let entry, let jpeg = spool.bytes(at: entry.place) else { return nil }
    return DrawnPicture(jpeg: jpeg, layout: entry.layout, glance: entry.glance)
  }
}
