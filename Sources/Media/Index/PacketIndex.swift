internal import CMedia
public import MediaTypes

/// Every picture of a stream as its packets tell, found in one pass without decoding.
public struct PacketIndex: Sendable, Equatable {
  /// A picture.
  public struct Entry: Sendable, Equatable {
    /// When it appears, in ticks on the clock of the file.
    public let pts: Int64
    /// How many ticks it lasts as the file says; 0 if it does not.
    public let duration: Int64
    /// Whether the file marks it as decodable without others.
    public let isKey: Bool
    /// Whether its bytes prove that decoding can start with it.
    public let isEntry: Bool
    /// Whether pictures that follow it in the file are shown before it: without what lies before it in the
    /// file, these may be lost.
    public internal(set) var hasLead: Bool
    /// Bytes of its packet.
    public let size: Int32
    /// Where its packet lies in the file; nil if the container cannot say.
    public let position: Int64?

    /// Makes an entry.
    public init(
      pts: Int64, duration: Int64, isKey: Bool, isEntry: Bool, hasLead: Bool = false, size: Int32,
      position: Int64?
    ) {
      (self.pts, self.duration, self.isKey, self.isEntry) = (pts, duration, isKey, isEntry)
      (self.hasLead, self.size, self.position) = (hasLead, size, position)
    }
  }

  /// The length of a tick.
  public let timeBase: TimeBase
  /// The stream's place among all streams of the file.
  public let stream: Int
  /// The pictures in the order they are shown.
  public let pictures: [Entry]
  /// Whether each packet is known to be one picture with a time of its own.
  ///
  /// If not, the count may be off: fields that come one by one, packets without times.
  public let isExact: Bool
  /// Whether every packet has the time of its picture.
  public let hasTimes: Bool
  /// What the packets tell of damage, gaps among it.
  public let damage: DamageMap

  /// Reads all packets of the stream with that index, or of the one that a player would show.
  ///
  /// `onProgress` is told the seconds of video passed so far, now and then.
  public init(
    of source: MediaSource, stream: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption(), onProgress: ((Double) -> Void)? = nil
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    let video = try MediaDescription(of: input).video(at: stream, of: input)
    try input.select(stream: video.common.index)
    try self.init(reading: input, video, onProgress: onProgress)
  }

  /// Reads an input that has selected `video`.
  init(
    reading input: MediaInput, _ video: VideoStream, onProgress: ((Double) -> Void)? = nil
  ) throws(MediaError) {
    let timeBase = video.common.timeBase
    (self.timeBase, stream) = (timeBase, video.common.index)
    var entries: [Entry] = []
    var damage = DamageMap()
    var hasTimes = true
    var (isSorted, last) = (true, Int64.min)
    var entryPlace: Int?
    reading: while true {
      var packet = cmedia_packet()
      let code = unsafe cmedia_input_skim(input.handle, &packet)
      switch code {
      case 0: break
      case CMEDIA_END: break reading
      case _ where cmedia_fault_of(code) == CMEDIA_FAULT_INTERRUPTED: throw input.error(code)
      default:
        damage.add(.unreadable, entries.last.map { $0.range(timeBase) })
        continue
      }
      guard packet.flags & CMEDIA_PACKET_HIDDEN.rawValue == 0 else { continue }
      if packet.pts == .min { hasTimes = false }
      // Raw streams have no times at all: each picture follows the one before.
      let following = entries.last.map { $0.pts.addingClamped(max(1, $0.duration)) } ?? 0
      let pts = packet.pts != .min ? packet.pts : packet.dts
      let entry = Entry(
        pts: pts != .min ? pts : following, duration: max(0, packet.duration),
        isKey: packet.flags & CMEDIA_PACKET_KEY.rawValue != 0,
        isEntry: packet.flags & CMEDIA_PACKET_ENTRY.rawValue != 0, size: packet.size,
        position: packet.position >= 0 ? packet.position : nil)
      if packet.flags & CMEDIA_PACKET_CORRUPT.rawValue != 0 {
        damage.add(.corruptPacket, entry.range(timeBase))
      }
      if entry.isEntry { entryPlace = entries.count }
      if let entryPlace, packet.flags & CMEDIA_PACKET_LEADING.rawValue != 0 {
        entries[entryPlace].hasLead = true
      }
      isSorted = isSorted && entry.pts >= last
      last = entry.pts
      entries.append(entry)
      if entries.count % 4096 == 0 { onProgress?(Timestamp(last, timeBase).seconds) }
    }
    if !isSorted { entries.sort { $0.pts < $1.pts } }
    for (a, b) in zip(entries, entries.dropFirst()) {
      let gap = DamageMap.gap(after: a.range(timeBase), before: Timestamp(b.pts, timeBase))
      if let gap { damage.add(.gap, gap) }
    }
    if let first = entries.first, let last = entries.last,
      let missing = video.missing(
        after: last.range(timeBase).end, from: Timestamp(first.pts, timeBase))
    {
      damage.add(.truncated, missing)
    }
    (pictures, self.hasTimes, self.damage) = (entries, hasTimes, damage)
    // Two pictures at one time are one too many, or one with a wrong time.
    let areApart = zip(entries, entries.dropFirst()).allSatisfy { $0.pts < $1.pts }
    isExact = unsafe hasTimes && areApart && cmedia_input_has_segments(input.handle)
  }

  init(stream: Int, timeBase: TimeBase, pictures: [Entry], isExact: Bool, hasTimes: Bool) {
    (self.stream, self.timeBase, self.pictures) = (stream, timeBase, pictures)
    (self.isExact, self.hasTimes, damage) = (isExact, hasTimes, DamageMap())
  }

  /// The last picture not after `pts` at which decoding can start.
  func entry(notAfter pts: Int64) -> Entry? {
    pictures[..<count(notAfter: pts)].last { $0.isEntry }
  }

  /// The number of the picture that appears exactly then; nil if none does.
  package func ordinal(ofPictureAt pts: Int64) -> Int? {
    let place = count(notAfter: pts) - 1
    return isExact && place >= 0 && pictures[place].pts == pts ? place : nil
  }

  private func count(notAfter pts: Int64) -> Int { pictures.firstPlace { $0.pts > pts } }

  /// From the first picture's start to the last picture's end; nil without pictures.
  public var range: TimeRange? {
    guard let first = pictures.first, let last = pictures.last else { return nil }
    // What does not say how long it lasts, lasts as long as the one before.
    let usual = pictures.count > 1 ? last.pts - pictures[pictures.count - 2].pts : 1
    let end = last.pts.addingClamped(max(1, last.duration > 0 ? last.duration : usual))
    return TimeRange(Timestamp(first.pts, timeBase), upTo: Timestamp(end, timeBase))
  }

  /// Number of pictures that the file marks as decodable without others.
  public var keyCount: Int { pictures.count { $0.isKey } }

  /// Whether pictures come at uneven distances, beyond what rounding to ticks and a few gaps explain.
  ///
  /// Nil where packets lack the times to tell.
  public var isVariable: Bool? {
    let distances = zip(pictures, pictures.dropFirst()).map { $1.pts - $0.pts }
    guard hasTimes else { return nil }
    guard !distances.isEmpty else { return false }
    let median = Double(distances.sorted()[distances.count / 2])
    let strays = distances.count { abs(Double($0) - median) > max(1, median * 0.02) }
    return strays > 2 && strays * 100 > distances.count
  }
}

extension PacketIndex.Entry {
  func range(_ timeBase: TimeBase) -> TimeRange {
    TimeRange(
      Timestamp(pts, timeBase),
      upTo: Timestamp(pts.addingClamped(max(0, duration)), timeBase))
  }
}
