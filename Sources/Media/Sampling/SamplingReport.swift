internal import MediaTypes

/// What was asked of a sampling, and what was done.
public struct SamplingReport: Sendable, Equatable {
  /// Why instants went without a picture.
  public enum Reason: String, Sendable, CaseIterable {
    /// No picture has appeared yet.
    case beforeStart = "before_start"
    /// The last picture is over.
    case afterEnd = "after_end"
  }

  /// Instants without a picture.
  public struct Drop: Sendable, Equatable {
    /// Why.
    public let reason: Reason
    /// How many.
    public internal(set) var count: Int
  }

  /// Number of instants that the plan asked for; 0 for plans without instants.
  public internal(set) var instantsAsked = 0
  /// Number of pictures given.
  public internal(set) var framesDelivered = 0
  /// Number of instants that fell on a picture given already.
  public internal(set) var repeats = 0
  /// The instants that got nothing.
  public internal(set) var drops: [Drop] = []
  /// Seconds from the first picture given to the last.
  public internal(set) var span = 0.0
  /// The longest time, in seconds, from one given picture to the next.
  public internal(set) var largestGap: Double?
  /// Whether the file had to be decoded picture by picture from its start.
  public internal(set) var isSequential = false
  /// What could not be read.
  public internal(set) var damage = DamageMap()

  /// Pictures given in a second of video; nil with fewer than two.
  public var effectiveRate: Double? {
    framesDelivered > 1 && span > 0 ? Double(framesDelivered - 1) / span : nil
  }

  mutating func add(_ frame: Frame, instants: Int, after previous: Frame?) {
    framesDelivered += 1
    instantsAsked += instants
    repeats += max(0, instants - 1)
    guard let previous else { return }
    let gap = frame.timestamp.seconds(since: previous.timestamp)
    span += gap
    largestGap = max(largestGap ?? 0, gap)
  }

  mutating func drop(_ count: Int, _ reason: Reason) {
    guard count > 0 else { return }
    instantsAsked += count
    if let place = drops.firstIndex(where: { $0.reason == reason }) {
      drops[place].count += count
    } else {
      drops.append(Drop(reason: reason, count: count))
    }
  }
}
