internal import MediaTypes

/// Finds where one scene ends and the next begins, by linking shots that look and sound alike.
///
/// A shot is linked with each of the few before it that it resembles. Links overlap, and no border of a
/// scene lies inside one: so shot and reverse shot, which alternate, stay together.
///
/// ```
///   shots   A  B  A  B  A │ C  D  C │ E
///   links   └─────┘─────┘ │ └─────┘ │
///              └─────┘    │         │
/// ```
public struct SceneJoiner: Sendable {
  /// From which likeness on shots are linked: 1 for the same look and sound, 0 for nothing in common.
  public let likeness: Float
  /// How many shots back a link may reach, from 1 to 64.
  public let lookBack: Int

  /// Makes a joiner; figures out of their range become the nearest inside.
  public init(likeness: Float = 0.65, lookBack: Int = 8) {
    self.likeness = likeness > 0 ? min(likeness, 1) : 0
    self.lookBack = min(max(lookBack, 1), 64)
  }

  /// The starts of scenes but the first, as candidates of the kind `scene`, in order of time.
  ///
  /// A border is as strong as the most alike shots across it are unlike: from ½, where they are almost
  /// linked, to 1, where they have nothing in common.
  public func borders(of shots: [ShotAppearance]) -> [BoundaryCandidate] {
    let ordered = shots.enumerated()
      .sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
      .map { Look($0.element) }
    // The greatest likeness of two shots between which each border lies.
    var greatest = [Float](repeating: 0, count: max(0, ordered.count - 1))
    for later in ordered.indices {
      for earlier in max(0, later - lookBack)..<later {
        let found = ordered[earlier].likeness(to: ordered[later])
        for border in earlier..<later where greatest[border] < found { greatest[border] = found }
      }
    }
    return greatest.indices.compactMap { border in
      guard greatest[border] < likeness else { return nil }
      return BoundaryCandidate(
        .scene, at: ordered[border + 1].start, strength: 1 - greatest[border] / likeness / 2)
    }
  }

  /// An appearance in shares that can be compared.
  private struct Look {
    let start: Timestamp
    let shares: [Float]
    let brightness: Float
    let loudness: Float?

    init(_ shot: ShotAppearance) {
      start = shot.range.start
      let amounts = shot.histogram.map { $0 > 0 && $0.isFinite ? Double($0) : 0 }
      let sum = amounts.reduce(0, +)
      shares = sum > 0 ? amounts.map { Float($0 / sum) } : []
      brightness = shot.brightness > 0 ? min(shot.brightness, 1) : 0
      // Below this nothing is heard, however deep the silence.
      loudness = shot.loudness.map { $0 > -60 ? min($0, 0) : -60 }
    }

    func likeness(to other: Look) -> Float {
      var common: Float = shares.isEmpty && other.shares.isEmpty ? 1 : 0
      if shares.count == other.shares.count {
        for bin in shares.indices { common += min(shares[bin], other.shares[bin]) }
      }
      let light = 1 - abs(brightness - other.brightness)
      let picture = 0.75 * min(common, 1) + 0.25 * light
      guard let loudness, let level = other.loudness else { return picture }
      return 0.9 * picture + 0.1 * max(0, 1 - abs(loudness - level) / 24)
    }
  }
}
