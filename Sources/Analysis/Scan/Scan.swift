public import Media
public import MediaTypes
public import Segmentation

/// Looks at a video once, from end to end, and finds its shots and whatever else can be measured.
///
/// Pictures are decoded on all cores; the sound is heard on a thread beside them, or after them where the limits
/// allow one thread.
public struct Scan: Sendable {
  /// From 0, which finds only the clearest transitions, to 1.
  public var sensitivity = 0.5
  /// Seconds below which no shot may lie.
  public var shortestShot: Ratio = 0
  /// The stretch of the video to look at.
  public var window = SamplingWindow()
  /// Whether only key pictures are looked at, and what might hold a boundary; the rest is believed.
  ///
  /// Where that saves little, as with key pictures close to each other, everything is looked at all the same.
  public var isFast = false
  /// Whether the sound is heard, too.
  public var listens = true
  /// Seconds below which black is no stretch.
  public var shortestBlack: Ratio = 0.1
  /// Seconds below which a still picture is no stretch.
  public var shortestFreeze: Ratio = 2
  /// Seconds between pictures that are searched for text, if every picture is looked at; nil searches none.
  public var textStep: Ratio?
  /// What reading may cost.
  public var limits = MediaLimits()
  /// Ends the scan from outside.
  public var interruption = Interruption()

  /// Makes a scan of everything.
  public init() {}

  /// How far a scan has come.
  public struct Progress: Sendable {
    /// Pictures looked at.
    public let pictures: Int
    /// Seconds of video passed.
    public let seconds: Double
    /// Which part of the whole that is, from 0 to 1; nil where the file does not say how long it is.
    public let part: Double?

    init(pictures: Int, seconds: Double, of length: Double?) {
      (self.pictures, self.seconds) = (pictures, seconds)
      part = length.map { min(1, seconds / $0) }
    }
  }

  /// Looks at the video that a player would show.
  ///
  /// `onSignature` is given what shots are decided by, picture by picture, so that it can be recorded.
  public func footage(
    of source: MediaSource,
    onSignature: ((borrowing PictureSignature) -> Void)? = nil,
    onProgress: ((Progress) -> Void)? = nil
  ) throws(MediaError) -> Footage {
    try footage(of: source, stock: nil, onSignature: onSignature, onProgress: onProgress)
  }

  /// The same, and puts the pictures of a stock aside where every picture is looked at.
  func footage(
    of source: MediaSource, stock: PictureStock?,
    onSignature: ((borrowing PictureSignature) -> Void)? = nil,
    onProgress: ((Progress) -> Void)? = nil
  ) throws(MediaError) -> Footage {
    try footage(of: source) { description throws(MediaError) in
      if isFast, onSignature == nil,
        let found = try SparseScan(self, source, description, onProgress: onProgress)?.findings()
      {
        return found
      }
      var pictures = PictureScan(self)
      return try pictures.run(
        source, description, stock: stock, onSignature: onSignature, onProgress: onProgress)
    }
  }

  /// Decides again from what `onSignature` was given, without decoding pictures.
  ///
  /// `recording` hands every signature over, in order.
  public func footage(
    of source: MediaSource, from recording: ((PictureSignature) -> Void) -> Void
  ) throws(MediaError) -> Footage {
    try footage(of: source) { _ throws(MediaError) in
      var pictures = PictureScan(self)
      return try pictures.replay(source, recording)
    }
  }

  /// Seconds that there are to look at, as far as the file knows.
  func length(of description: MediaDescription) -> Double? {
    let claimed = (description.video?.common.duration ?? description.containerDuration)?.seconds
    guard let end = window.to?.value ?? claimed else { return nil }
    let length = min(end, claimed ?? end) - (window.from?.value ?? 0)
    return length > 0 ? length : nil
  }

  /// What an earlier scan found, together with what the file says of itself; nil if the bytes are of no use.
  func footage(of source: MediaSource, kept bytes: [UInt8]) throws(MediaError) -> Footage? {
    let description = try MediaDescription(of: source, limits: limits, interruption: interruption)
    let lines = description.hasWords ? try words(of: source) : []
    return KeptFootage.footage(bytes, description, lines: lines)
  }

  private func footage(
    of source: MediaSource,
    _ look: (MediaDescription) throws(MediaError) -> PictureFindings
  ) throws(MediaError) -> Footage {
    let description = try MediaDescription(of: source, limits: limits, interruption: interruption)
    let hearing = listens && description.sound != nil
    let sound =
      hearing && limits.threads != 1
      ? OwnThread { () throws(MediaError) in try hear(source) } : nil
    let pictures = try look(description)
    let track: SoundTrack? =
      if let sound { try sound.value() } else if hearing { try hear(source) } else { nil }
    let lines = description.hasWords ? try words(of: source) : []
    return Footage(description, pictures, sound: track, lines: lines)
  }

  private func hear(_ source: MediaSource) throws(MediaError) -> SoundTrack? {
    do {
      return try SoundTrack(of: source, limits: limits, interruption: interruption)
    } catch  where error.code == .unsupportedCodec || error.code == .unreadable {
      // Pictures are what is asked for; sound that cannot be had is no sound.
      return nil
    }
  }

  private func words(of source: MediaSource) throws(MediaError) -> [TextLine] {
    var lines: [TextLine] = []
    var reader = try TextTrackReader(source, limits: limits, interruption: interruption)
    while let line = try reader.next() { lines.append(line) }
    return lines
  }
}

extension VideoStream {
  /// When its first picture appears, as the container claims.
  var clockStart: Timestamp { common.start ?? Timestamp(0, common.timeBase) }
}

extension MediaDescription {
  /// Whether a text track can be read as words.
  fileprivate var hasWords: Bool { texts.contains { $0.isText && $0.common.isDecodable } }
}
