public import MediaTypes

/// Takes a range apart into segments, and says of every boundary why it lies where it does.
///
/// Every policy but `given` gives a tiling: segments in order, half-open, without a hole or an overlap,
/// from exactly the start of the range to exactly its end, every length within the bounds. Where no
/// such tiling exists, the bounds are broken by the fewest ticks in all, and each segment names the
/// bound that it breaks.
///
/// `balanced` finds the cheapest tiling. With the best length *p* as the unit, a tiling costs
/// - for a segment at distance *d·p* from the best length about *d*²: the line that meets this parabola
///   at *d* = 0, 1/16, 1/8, 1/4, 1/2 and 1 and goes on from there;
/// - for a candidate of strength *s* that lies inside a segment *s*, and for a cut at it (1 − *s*)/4;
/// - for a cut without a candidate ½ + *m*/2, where *m* = motion / (motion + mean motion) of the picture,
///   and *m* = ½ where motion is not known.
public struct Segmenter: Sendable {
  /// By what rule ranges are taken apart.
  public let policy: SegmentPolicy
  /// How short and how long segments may be.
  public let bounds: SegmentBounds

  /// Makes a segmenter.
  public init(_ policy: SegmentPolicy = .balanced, bounds: SegmentBounds = .none) {
    (self.policy, self.bounds) = (policy, bounds)
  }

  /// Takes a range apart.
  ///
  /// Boundaries inside the range lie where a picture starts, or on any tick of the range's time base if
  /// no pictures are passed; candidates are moved to the nearest such place, and dropped if that is an
  /// end of the range or if they lie outside. The range and the pictures must share a time base. The
  /// order of the candidates does not matter.
  public func segments(
    of range: TimeRange, candidates: [BoundaryCandidate] = [], frames: FrameStarts? = nil
  ) throws(SegmenterError) -> [Segment] {
    let grid = try CutGrid(range, frames)
    let limits = LengthLimits(bounds, in: grid.timeBase)
    let tiling = Tiling(grid: grid, limits: limits)
    let hasPreference = bounds.preferred != nil
    switch policy {
    case .balanced:
      return segments(try tiling.balanced(candidates), grid, limits) { _ in true }
    case .shots:
      func isBorder(_ candidate: BoundaryCandidate) -> Bool { candidate.kind.isShotBorder }
      let cuts = try tiling.borders(candidates, hasPreference: hasPreference, isBorder)
      return segments(cuts, grid, limits, naming: isBorder)
    case .scenes:
      func isBorder(_ candidate: BoundaryCandidate) -> Bool { candidate.kind == .scene }
      let cuts = try tiling.borders(candidates, hasPreference: hasPreference, isBorder)
      return segments(cuts, grid, limits, naming: isBorder)
    case .fixed(let seconds):
      let chunks = try EqualChunks(of: seconds, in: grid, bounds, limits)
      let cuts = try tiling.chunks(chunks.length, ending: chunks.cuts).map { tick in
        boundary(tick, grid, .chunk)
      }
      return segments(between: cuts, grid, limits)
    case .given(let given):
      return try GivenRanges(given, in: grid).ranges.map { range in
        let reason = SegmentBoundary.Reason.given(index: range.index)
        return segment(
          boundary(range.start, grid, reason), boundary(range.end, grid, reason), limits)
      }
    }
  }

  /// Names the strongest candidate of the right kind, or the strongest of any.
  private func segments(
    _ cuts: Tiling.Cuts, _ grid: CutGrid, _ limits: LengthLimits,
    naming isNamed: (BoundaryCandidate) -> Bool
  ) -> [Segment] {
    let boundaries = cuts.ticks.map { tick in
      let candidates = cuts.places.candidates[tick] ?? []
      guard let named = candidates.first(where: isNamed) ?? candidates.first else {
        let motion = cuts.places.motion(atPlace: cuts.places.place(of: tick))
        return boundary(tick, grid, motion.map { .stillFrame(motion: $0) } ?? .evenLength)
      }
      return boundary(tick, grid, .candidate(named), candidates)
    }
    return segments(between: boundaries, grid, limits)
  }

  private func segments(
    between cuts: [SegmentBoundary], _ grid: CutGrid, _ limits: LengthLimits
  ) -> [Segment] {
    let (start, end) = (
      boundary(grid.start, grid, .rangeEdge), boundary(grid.end, grid, .rangeEdge)
    )
    return zip([start] + cuts, cuts + [end]).map { segment($0, $1, limits) }
  }

  private func boundary(
    _ tick: Int64, _ grid: CutGrid, _ reason: SegmentBoundary.Reason,
    _ candidates: [BoundaryCandidate] = []
  ) -> SegmentBoundary {
    SegmentBoundary(
      timestamp: Timestamp(tick, grid.timeBase), reason: reason, candidates: candidates)
  }

  private func segment(
    _ start: SegmentBoundary, _ end: SegmentBoundary, _ limits: LengthLimits
  ) -> Segment {
    let base = start.timestamp.timeBase
    let length = end.timestamp.ticks - start.timestamp.ticks
    let seconds = Ratio(ticks: length, of: base)
    var broken: BrokenBound?
    if length < limits.shortest {
      broken = .shorterThanMinimum(by: seconds.flatMap { bounds.minimum?.subtracting($0) })
    } else if length > limits.longest {
      broken = .longerThanMaximum(by: bounds.maximum.flatMap { seconds?.subtracting($0) })
    }
    return Segment(start: start, end: end, brokenBound: broken)
  }
}
