/// What a file may cost before it is given up; each limit exceeded is an error that names it.
public struct MediaLimits: Sendable, Equatable {
  /// Pixels of one coded picture.
  public var pixels: Int64 = 16384 * 16384
  /// Streams in the file.
  public var streams: Int = 256
  /// Seconds that the file may claim to last; nil for any length.
  public var seconds: Double?
  /// Bytes of the file; nil for any size.
  public var bytes: Int64?
  /// Bytes that may be read to find out what the file is; nil for FFmpeg's own measure.
  public var probeBytes: Int64?
  /// Seconds of wall time from opening to closing; nil for as long as it takes.
  public var wallSeconds: Double?
  /// Instants of a plan at which one picture may be on show; a picture may claim to last for ages.
  public var instants: Int = 1_000_000
  /// Damaged places after which the rest is given up; nil for as many as there are.
  public var damages: Int?
  /// Threads that decode at once; nil for as many as there are cores.
  public var threads: Int?

  /// Makes the limits that suit files of one's own.
  public init() {}
}
