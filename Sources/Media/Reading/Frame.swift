internal import CMedia
public import MediaTypes

/// A picture's place on the timeline; its pixels stay in the decoder.
///
/// Ordinal, time and seconds are three things: none is computed from another.
public struct Frame: Sendable, Equatable {
  /// Its number among all pictures in the order they are shown, from 0.
  ///
  /// Nil where reading jumped over what it would take to count. What the file lists and damage keeps from
  /// being decoded counts where nothing before the picture was decoded, as in sparse samples.
  public internal(set) var ordinal: Int?
  /// When it appears, on the clock of the file.
  public let timestamp: Timestamp
  /// How many ticks it lasts as the file says; 0 if it does not.
  public let duration: Int64
  /// When the next picture takes its place, or its own end if it is the last.
  ///
  /// A last picture whose length the file does not give lasts as long as the one before.
  public let end: Timestamp
  /// Whether it can be decoded without others.
  public let isKey: Bool
  /// Whether it was coded as two fields.
  public let isInterlaced: Bool
  /// Whether the decoder had to cover something up.
  public let isDamaged: Bool
  /// Pixels of a coded row.
  public let width: Int
  /// Number of coded rows.
  public let height: Int
  /// Pixels of a row once upright, with square pixels.
  public let uprightWidth: Int
  /// Number of rows once upright, with square pixels.
  public let uprightHeight: Int

  init(_ frame: cmedia_frame, ordinal: Int?, next: Int64? = nil, timeBase: TimeBase) {
    self.ordinal = ordinal
    let pts = frame.pts
    timestamp = Timestamp(pts, timeBase)
    duration = max(0, frame.duration)
    let following = next ?? frame.next_pts
    end = Timestamp(following > pts ? following : pts.addingClamped(max(1, duration)), timeBase)
    (isKey, isInterlaced, isDamaged) = (frame.is_key, frame.is_interlaced, frame.is_damaged)
    (width, height) = (Int(frame.width), Int(frame.height))
    (uprightWidth, uprightHeight) = (Int(frame.upright_width), Int(frame.upright_height))
  }

  /// From when to when it is on show.
  public var range: TimeRange { TimeRange(timestamp, upTo: end) }
}
