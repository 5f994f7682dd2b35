/// Which sorts of changes a detector finds, and what its false alarms lie in, summed over clips that were put together.
public struct Breakdown: Sendable, Equatable {
  /// Changes that look alike and take about as long.
  public struct Sort: Sendable, Hashable {
    /// What they look like.
    public let kind: String
    /// Whether both sides come from one shot.
    public let isSameShot: Bool
    /// How long they take.
    public let length: Length
  }

  /// How many frames a change takes.
  public enum Length: String, Sendable, CaseIterable {
    case cut = "1"
    case short = "4-8"
    case medium = "9-20"
    case long = "21-40"
    case longest = "41+"

    /// The length of a change that is seen in so many frames; two and three count as short.
    public init(_ frames: Int) {
      switch frames {
      case ...1: self = .cut
      case ...8: self = .short
      case ...20: self = .medium
      case ...40: self = .long
      default: self = .longest
      }
    }
  }

  /// How many of all there are.
  public struct Count: Sendable, Equatable {
    /// How many changes were found, or how many false alarms there are.
    public internal(set) var hits = 0
    /// How many changes or disturbances there are.
    public internal(set) var all = 0
  }

  /// The changes that were found, of all.
  public private(set) var changes: [Sort: Count] = [:]
  /// The false alarms in disturbances of each kind, and how many such disturbances there are.
  public private(set) var disturbances: [String: Count] = [:]
  /// The false alarms that lie in no disturbance.
  public private(set) var falseAlarmsElsewhere = 0

  /// Makes the breakdown of no clip.
  public init() {}

  /// Adds what was found in a clip; a false alarm lies in the first disturbance that it comes within `tolerance` frames of.
  public mutating func add(_ matching: Matching, of clip: AnnotatedClip, tolerance: Int) {
    let cuts = Set(matching.cuts.map { $0.cut...$0.cut })
    let found = cuts.union(matching.graduals.map(\.gradual.frames))
    for join in clip.joins {
      let sort = Sort(
        kind: join.kind, isSameShot: join.isSameShot, length: Length(join.frames.count))
      changes[sort, default: Count()].all += 1
      if found.contains(join.frames) { changes[sort, default: Count()].hits += 1 }
    }
    for disturbance in clip.disturbances {
      disturbances[disturbance.kind, default: Count()].all += 1
    }
    for alarm in matching.falseAlarms {
      let place = clip.disturbances.first { alarm.touches($0.frames, within: tolerance) }
      if let place {
        disturbances[place.kind, default: Count()].hits += 1
      } else {
        falseAlarmsElsewhere += 1
      }
    }
  }

  /// The sorts of changes, by kind, then those between shots before those within one, then by length.
  public var sorts: [Sort] {
    changes.keys.sorted {
      ($0.kind, $0.isSameShot ? 1 : 0, $0.length.order)
        < ($1.kind, $1.isSameShot ? 1 : 0, $1.length.order)
    }
  }
}

extension Breakdown.Length {
  fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
