package import Analysis
package import Exports
internal import Media
internal import MediaTypes
package import Segmentation

/// The segments of a video, as `segments --json` writes them.
package struct SegmentsDocument: Encodable {
  let schema = "shotlog.segments/1"
  let generator: String
  let source: SourceDocument
  let policy: String
  let minimum: Double?
  let maximum: Double?
  let segments: [LastingDocument<SegmentDocument>]
  let damage: [DamageDocument]

  /// Describes the segments that a video was taken apart into, and by what rule.
  package init(
    _ segments: [Segment], by policy: SegmentPolicy, _ bounds: SegmentBounds, _ footage: Footage,
    of source: ExportSource
  ) {
    generator = source.generator
    self.source = SourceDocument(source)
    self.policy = policy.name
    (minimum, maximum) = (bounds.minimum?.value, bounds.maximum?.value)
    self.segments = segments.enumerated().map { place, segment in
      LastingDocument(
        segment.range, zero: footage.zero, SegmentDocument(segment, number: place + 1))
    }
    damage = footage.damage.entries.map(DamageDocument.init)
  }
}

/// A segment, and why it begins and ends where it does.
struct SegmentDocument: Encodable {
  /// Why a border lies where it does.
  struct Border: Encodable {
    let reason: String
    let strength: Double?
    /// Everything that speaks for this border.
    let candidates: [String]

    init(_ boundary: SegmentBoundary) {
      reason = boundary.reason.name
      if case .candidate(let candidate) = boundary.reason {
        strength = Double(candidate.strength).rounded(toPlaces: 4)
      } else {
        strength = nil
      }
      candidates = boundary.candidates.map(\.kind.rawValue)
    }
  }

  let number: Int
  let duration: Double
  let startBorder: Border
  let endBorder: Border
  let brokenBound: String?

  init(_ segment: Segment, number: Int) {
    self.number = number
    duration = segment.range.seconds
    (startBorder, endBorder) = (Border(segment.start), Border(segment.end))
    brokenBound =
      switch segment.brokenBound {
      case .shorterThanMinimum: "minimum"
      case .longerThanMaximum: "maximum"
      case nil: nil
      }
  }
}
