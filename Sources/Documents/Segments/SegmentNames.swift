package import Segmentation

extension SegmentPolicy {
  /// The rule's name in documents and on the command line.
  package var name: String {
    switch self {
    case .balanced: "balanced"
    case .shots: "shots"
    case .scenes: "scenes"
    case .fixed: "fixed"
    case .given: "given"
    }
  }
}

extension SegmentBoundary.Reason {
  /// The reason's name in documents.
  package var name: String {
    switch self {
    case .rangeEdge: "range_edge"
    case .candidate(let candidate): candidate.kind.rawValue
    case .stillFrame: "still_frame"
    case .evenLength: "even_length"
    case .chunk: "chunk"
    case .given: "given"
    }
  }
}
