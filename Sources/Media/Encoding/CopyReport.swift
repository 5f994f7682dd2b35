public import MediaTypes

/// A stretch of a video, and the file it is to become.
public struct CopyRequest: Sendable, Equatable {
  /// The stretch on the clock of the source.
  public let range: TimeRange
  /// The name of the file.
  public let path: String

  /// Makes a request.
  public init(_ range: TimeRange, path: String) { (self.range, self.path) = (range, path) }
}

/// What became of one stretch.
public struct CopiedPart: Sendable, Equatable {
  /// Whether there is a file.
  public enum Fate: Sendable, Equatable {
    /// The file was written.
    case written
    /// Both edges fell on the same key picture: what was asked for is in the file of that other stretch.
    case merged(into: Int)
    /// Both edges fell on the same place, and no file holds what was asked for.
    case empty
  }

  /// What was asked for.
  public let asked: TimeRange
  /// What the file holds, in ticks of the video: from a key picture to another, or to an end of the video,
  /// unless its edges are exact.
  public internal(set) var written: TimeRange
  /// Whether there is a file.
  public internal(set) var fate = Fate.empty
  /// The file's name; nil if there is no file.
  public internal(set) var path: String?
  /// Number of the video's pictures in the file.
  public internal(set) var pictures = 0
  /// Number of these that were encoded anew, for the sake of exact edges.
  public internal(set) var encodedPictures = 0
  /// Number of pictures of the stretch that are left out, because they cannot be decoded in any file.
  ///
  /// These lead the key picture at its end: they follow that in the source, and are shown right before it.
  /// Or they lead the first one of the source, where what lies before that cannot be decoded.
  public internal(set) var lostPictures = 0
  /// Number of pictures that an edit list of the source hides, and that the file shows at its start or end.
  public internal(set) var surplusPictures = 0
  /// Bytes of the file.
  public internal(set) var bytes: Int64 = 0

  /// Seconds that it starts later than asked; negative for earlier.
  public var startMovement: Double { written.start.seconds(since: asked.start) }
  /// Seconds that it ends later than asked; negative for earlier.
  public var endMovement: Double { written.end.seconds(since: asked.end) }
}

/// What copying gave.
public struct CopyReport: Sendable, Equatable {
  /// What became of each stretch, in the order asked for.
  public internal(set) var parts: [CopiedPart]
  /// The kind of file.
  public let container: CopyContainer
  /// Streams of the source that no file has, by their places in the source.
  public let droppedStreams: [Int]
  /// Packets that no file has because they came long after the pictures they belong to.
  public internal(set) var latePackets = 0
  /// What could not be read.
  public internal(set) var damage = DamageMap()
}
