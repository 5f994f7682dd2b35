internal import Analysis
internal import Exports
internal import JSON
internal import Media
internal import MediaTypes
internal import Segmentation

/// The segments of a video, as `segments --json` writes them.
struct SegmentsDocument: Encodable {
  let schema = "shotlog.segments/1"
  let generator: String
  let source: SourceDocument
  let policy: String
  let minimum: Double?
  let maximum: Double?
  let segments: [LastingDocument<SegmentDocument>]
  let damage: [DamageDocument]

  init(_ tiling: VideoTiling, _ footage: Footage, of input: InputName) {
    let source = ExportSource(footage, of: input)
    generator = source.generator
    self.source = SourceDocument(source)
    policy = tiling.policy
    (minimum, maximum) = (tiling.bounds.minimum?.value, tiling.bounds.maximum?.value)
    segments = tiling.segments.enumerated().map { place, segment in
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

extension ExportEntry {
  /// A segment for a list.
  init(_ segment: Segment, number: Int, of footage: Footage) {
    self.init(
      segment.range, kind: "segment", title: "Segment \(number)",
      frames: footage.ordinals(of: segment.range),
      fields: [
        ExportField("starts_at", .text(segment.start.reason.name)),
        ExportField("ends_at", .text(segment.end.reason.name)),
      ])
  }
}
