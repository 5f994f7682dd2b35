/// The boundaries and pairs of frames around a boundary that it is compared with.
struct CutNeighbourhood {
  /// The boundaries on either side, those beside it left out: one blended frame does no harm.
  let before: Range<Int>
  let after: Range<Int>
  /// Pairs of frames that straddle the boundary, from two frames apart on.
  let lasting: [(earlier: Int, later: Int)]
  /// Pairs that show whether the view before comes back, or the one after was there before.
  var returning: [(earlier: Int, later: Int)] {
    returnLags.flatMap { lag in
      [(boundary - 1, boundary - 1 + lag), (boundary - lag, boundary)]
        .filter { $0.0 >= 0 && $0.1 < count }
    }
  }
  /// The boundaries beside it.
  let beside: [Int]
  /// How many boundaries there are on both sides when none is missing.
  let full: Int

  private let boundary: Int
  private let count: Int
  private let returnLags: ClosedRange<Int>

  /// Looks around a boundary of so many frames.
  init(_ boundary: Int, of count: Int, _ model: CutModel) {
    (self.boundary, self.count, returnLags) = (boundary, count, model.returnLags)
    let start = max(1, boundary - model.neighbourhood)
    let end = min(count, boundary + model.neighbourhood + 1)
    before = start..<max(start, boundary - 1)
    after = min(boundary + 2, end)..<end
    lasting = (2...model.lastingLag).flatMap { lag in
      (boundary..<boundary + lag).filter { $0 < count && $0 >= lag }.map { ($0 - lag, $0) }
    }
    beside = [boundary - 1, boundary + 1].filter { $0 >= 1 && $0 < count }
    full = 2 * (model.neighbourhood - 1)
  }

  /// Every boundary of both sides.
  var around: [Int] { Array(before) + Array(after) }

  /// The figures of the boundaries around from the least, those that do not exist as nothing.
  func sorted(_ figures: [Float]) -> [Float] {
    (figures + [Float](repeating: 0, count: full - figures.count)).sorted()
  }
}
