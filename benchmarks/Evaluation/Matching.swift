/// Which detections found which annotated changes, one to one.
///
/// A cut is found by the nearest detection that ends within `tolerance` frames of it and is not itself much wider.
/// A gradual change is found by a detection that touches it; further ones that touch it count for nothing. What
/// finds nothing and lies where the annotation is unclear or ends is left out; the rest is false.
public struct Matching: Sendable {
  /// A change that a detector reports: the frames it takes; a cut takes one, the first of the new shot.
  public typealias Detection = ClosedRange<Int>

  /// The cuts that were found, with what found them.
  public let cuts: [(cut: Int, detection: Detection)]
  /// The gradual changes that were found, with the best of what found them.
  public let graduals: [(gradual: AnnotatedClip.Gradual, detection: Detection)]
  /// The detections that found nothing.
  public let falseAlarms: [Detection]
  /// The cuts that nothing found.
  public let missedCuts: [Int]
  /// The gradual changes that nothing found.
  public let missedGraduals: [AnnotatedClip.Gradual]

  /// Matches what a detector reports with what a person saw.
  public init(_ clip: AnnotatedClip, _ detections: [Detection], tolerance: Int) {
    let detections = detections.sorted {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
    var used = Set<Int>()
    var pairs: [(distance: Int, cut: Int, place: Int)] = []
    for cut in clip.cuts {
      for (place, detection) in detections.enumerated() {
        let distance = abs(detection.upperBound - cut)
        guard distance <= tolerance, detection.count - 1 <= 2 * tolerance + 2 else { continue }
        pairs.append((distance, cut, place))
      }
    }
    var found: [Int: Detection] = [:]
    for pair in pairs.sorted(by: {
      ($0.distance, $0.cut, $0.place) < ($1.distance, $1.cut, $1.place)
    })
    where found[pair.cut] == nil && !used.contains(pair.place) {
      found[pair.cut] = detections[pair.place]
      used.insert(pair.place)
    }
    cuts = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    missedCuts = clip.cuts.filter { found[$0] == nil }

    var touched: [(AnnotatedClip.Gradual, Detection)] = []
    var missed: [AnnotatedClip.Gradual] = []
    for gradual in clip.graduals {
      let inside = detections.indices.filter {
        !used.contains($0) && detections[$0].touches(gradual.frames, within: tolerance)
      }
      used.formUnion(inside)
      let best = inside.map { detections[$0] }.max {
        $0.overlap(with: gradual.frames) < $1.overlap(with: gradual.frames)
      }
      if let best { touched.append((gradual, best)) } else { missed.append(gradual) }
    }
    (graduals, missedGraduals) = (touched, missed)
    falseAlarms = detections.indices.filter { place in
      let detection = detections[place]
      return !used.contains(place) && detection.lowerBound < clip.covered ?? .max
        && !clip.unclear.contains { detection.touches($0, within: tolerance) }
    }.map { detections[$0] }
  }
}

extension ClosedRange<Int> {
  /// Whether the two have a frame in common once one is widened.
  func touches(_ other: ClosedRange<Int>, within tolerance: Int) -> Bool {
    upperBound >= other.lowerBound - tolerance && lowerBound <= other.upperBound + tolerance
  }

  /// The frames in common over the frames of either.
  func overlap(with other: ClosedRange<Int>) -> Double {
    let common =
      Swift.min(upperBound, other.upperBound) - Swift.max(lowerBound, other.lowerBound) + 1
    let either =
      Swift.max(upperBound, other.upperBound) - Swift.min(lowerBound, other.lowerBound) + 1
    return Double(Swift.max(0, common)) / Double(either)
  }
}
