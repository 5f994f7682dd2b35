internal import Analysis
internal import MediaTypes
internal import Segmentation

/// The segments of a video, as the command line asks for them.
struct VideoTiling {
  /// The rule.
  let policy: SegmentPolicy
  /// How long segments may be.
  let bounds: SegmentBounds
  /// The segments.
  let segments: [Segment]

  /// Takes apart what was looked at.
  init(_ arguments: Arguments, _ footage: Footage) throws(CommandError) {
    try self.init(
      arguments, range: footage.range, zero: footage.zero, candidates: footage.boundaries,
      frames: footage.frames)
  }

  /// Takes apart a range of pictures; `zero` is when the video's first one appears.
  init(
    _ arguments: Arguments, range: TimeRange, zero: Timestamp,
    candidates: [BoundaryCandidate] = [], frames: FrameStarts
  ) throws(CommandError) {
    policy = try arguments.segmentPolicy(zero: zero)
    bounds = try arguments.segmentBounds(for: policy)
    do {
      segments = try Segmenter(policy, bounds: bounds).segments(
        of: range, candidates: candidates, frames: frames)
    } catch {
      throw .usage(error.description, advice: "change --min, --max, --length or --range")
    }
  }

  /// The segments as a table for people.
  func table(_ footage: Footage, _ style: TextStyle) -> String {
    var table = TextTable([" segment", " start", " end", " length", "ends at", ""])
    for (place, segment) in segments.enumerated() {
      table.add([
        "\(place + 1)", Decimal.timecode(segment.range.start.seconds(since: footage.zero)),
        Decimal.timecode(segment.range.end.seconds(since: footage.zero)),
        Decimal.seconds(segment.range.seconds), segment.end.reason.words,
        segment.brokenBound.map(\.words) ?? "",
      ])
    }
    return table.text(style)
  }
}

extension SegmentBoundary.Reason {
  /// The reason for people.
  fileprivate var words: String {
    switch self {
    case .rangeEdge: "the end"
    case .candidate(let candidate):
      "\(candidate.kind.rawValue.replacing("_", with: " ")), "
        + "\(Int((candidate.strength * 100).rounded())) %"
    case .stillFrame: "a still picture"
    case .evenLength: "an even length"
    case .chunk: "the length asked for"
    case .given(let index): "range \(index + 1)"
    }
  }
}

extension BrokenBound {
  /// What is broken, for people.
  fileprivate var words: String {
    switch self {
    case .shorterThanMinimum(let lack):
      "too short" + (lack.map { " by \(Decimal.seconds($0.value)) s" } ?? "")
    case .longerThanMaximum(let excess):
      "too long" + (excess.map { " by \(Decimal.seconds($0.value)) s" } ?? "")
    }
  }
}
