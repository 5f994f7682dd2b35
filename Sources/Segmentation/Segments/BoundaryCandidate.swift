public import MediaTypes

/// An instant at which a segment might begin, and how much speaks for it.
public struct BoundaryCandidate: Sendable, Equatable {
  /// What was found there.
  public enum Kind: String, Sendable, CaseIterable {
    /// One shot ends and the next begins.
    case cut
    /// The middle of a dissolve, a fade or a wipe.
    case gradual
    /// A place where the looks and the sound change for good.
    case scene
    /// The picture is black.
    case black
    /// The picture begins or ends to stand still.
    case freeze
    /// Nothing is heard.
    case silence
    /// Between two lines of a text track.
    case textEdge = "text_edge"
    /// A chapter begins.
    case chapter

    /// Whether one shot ends here and another begins.
    public var isShotBorder: Bool { self == .cut || self == .gradual }
  }

  /// When it is, on any clock.
  public let timestamp: Timestamp
  /// What was found.
  public let kind: Kind
  /// How much speaks for it, from 0 to 1.
  public let strength: Float

  /// Makes a candidate; a strength outside 0 to 1 becomes the nearest inside, and no number 0.
  public init(_ kind: Kind, at timestamp: Timestamp, strength: Float) {
    (self.kind, self.timestamp) = (kind, timestamp)
    self.strength = strength > 0 ? min(strength, 1) : 0
  }

  /// The strength in 65536ths.
  var weight: Int32 { Int32(strength * 65536 + 0.5) }

  /// Whether it names a boundary before `other` does: stronger, then by kind, then earlier.
  func outweighs(_ other: BoundaryCandidate) -> Bool {
    if strength != other.strength { return strength > other.strength }
    if kind != other.kind { return kind.rank < other.kind.rank }
    return timestamp < other.timestamp
  }
}

extension BoundaryCandidate.Kind {
  fileprivate var rank: Int {
    switch self {
    case .cut: 0
    case .gradual: 1
    case .scene: 2
    case .chapter: 3
    case .black: 4
    case .freeze: 5
    case .silence: 6
    case .textEdge: 7
    }
  }
}
