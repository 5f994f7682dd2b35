internal import CMedia
public import MediaTypes

/// What could not be read: stretches of time, with causes and counts.
public struct DamageMap: Sendable, Equatable {
  /// Why a stretch is damaged.
  public enum Cause: String, Sendable, CaseIterable {
    /// The file could not be read on for a while.
    case unreadable
    /// A packet came with wrong or missing bytes.
    case corruptPacket = "corrupt_packet"
    /// The decoder refused a packet.
    case decodeError = "decode_error"
    /// The decoder covered up a damaged picture.
    case concealed
    /// Nothing lies between two pictures for longer than the first one lasts.
    case gap
    /// The file ends before its container says.
    case truncated
  }

  /// Neighbouring damage of one cause.
  public struct Entry: Sendable, Equatable {
    /// Where it lies; nil where the file gives no times.
    public internal(set) var range: TimeRange?
    /// What is wrong.
    public let cause: Cause
    /// How many times it was met.
    public internal(set) var count: Int
  }

  /// The damage in the order in which it was met, neighbours of one cause in one entry.
  public private(set) var entries: [Entry] = []

  /// Makes the map of an undamaged file.
  public init() {}

  /// Whether nothing was wrong.
  public var isEmpty: Bool { entries.isEmpty }
  /// How many times something was wrong.
  public var count: Int { entries.reduce(0) { $0 + $1.count } }

  /// Notes damage in a new entry, or in the last of its cause if that lies nearer than a second.
  ///
  /// Gives the place of the entry.
  @discardableResult
  mutating func add(_ cause: Cause, _ range: TimeRange?) -> Int {
    guard let place = entries.lastIndex(where: { $0.cause == cause }),
      Self.areNeighbours(entries[place].range, range)
    else {
      entries.append(Entry(range: range, cause: cause, count: 1))
      return entries.count - 1
    }
    entries[place].count += 1
    if let range { widen(place, to: range) }
    return place
  }

  /// Lets the entry's range hold another, too.
  mutating func widen(_ place: Int, to range: TimeRange) {
    guard let old = entries[place].range else { return }
    entries[place].range = TimeRange(min(old.start, range.start), upTo: max(old.end, range.end))
  }

  @discardableResult
  mutating func add(_ damage: cmedia_damage, timeBase: TimeBase) -> Int {
    let cause: Cause =
      switch damage.kind {
      case CMEDIA_DAMAGE_READ: .unreadable
      case CMEDIA_DAMAGE_PACKET: .corruptPacket
      case CMEDIA_DAMAGE_DECODE: .decodeError
      default: .concealed
      }
    let range = Timestamp(known: damage.pts, timeBase).map { start in
      TimeRange(
        start,
        upTo: Timestamp(start.ticks.addingClamped(max(0, damage.duration)), timeBase))
    }
    return add(cause, range)
  }

  /// Where nothing is shown after a picture that lasts so long, if that is too long to be meant.
  static func gap(after shown: TimeRange, before next: Timestamp) -> TimeRange? {
    let hole = next.seconds(since: shown.end)
    guard shown.seconds > 0, hole > 1, hole > 4 * shown.seconds else { return nil }
    return TimeRange(shown.end, upTo: next)
  }

  private static func areNeighbours(_ a: TimeRange?, _ b: TimeRange?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return b.start <= a.end.advanced(by: 1) && a.start <= b.end.advanced(by: 1)
  }
}
