internal import MediaTypes

/// A caller's ranges, checked and moved to places where pictures start.
struct GivenRanges {
  /// A range with its place among those given.
  struct Checked {
    let index: Int
    let start: Int64
    let end: Int64
  }

  /// In order of time.
  let ranges: [Checked]

  init(_ given: [GivenRange], in grid: CutGrid) throws(SegmenterError) {
    var checked: [Checked] = []
    for (index, range) in given.enumerated() {
      func name() -> String { Self.name(range, index) }
      guard range.start < range.end else {
        throw SegmenterError(
          .givenRangeBackwards, "\(name()) does not start before it ends", rangeIndex: index)
      }
      guard let start = grid.snap(range.start), let end = grid.snap(range.end) else {
        throw SegmenterError(
          .givenRangeOutside,
          "\(name()) is not inside \(Self.seconds(Timestamp(grid.start, grid.timeBase))) to "
            + "\(Self.seconds(Timestamp(grid.end, grid.timeBase))) s", rangeIndex: index)
      }
      guard start < end else {
        throw SegmenterError(
          .givenRangeEmpty, "\(name()) begins and ends with the same picture", rangeIndex: index)
      }
      checked.append(Checked(index: index, start: start, end: end))
    }
    checked.sort { (given[$0.index].start, $0.index) < (given[$1.index].start, $1.index) }
    for (a, b) in zip(checked, checked.dropFirst())
    where given[b.index].start < given[a.index].end {
      throw SegmenterError(
        .givenRangesOverlap,
        "\(Self.name(given[b.index], b.index)) overlaps \(Self.name(given[a.index], a.index))",
        rangeIndex: b.index)
    }
    ranges = checked
  }

  private static func name(_ range: GivenRange, _ index: Int) -> String {
    "range \(index) from \(seconds(range.start)) to \(seconds(range.end)) s"
  }

  /// Exact seconds, as a decimal if it has few digits.
  private static func seconds(_ instant: Timestamp) -> String {
    let exact = Ratio(instant.ticks).multiplied(
      by: Ratio(Int64(instant.timeBase.numerator), Int64(instant.timeBase.denominator)) ?? 1)
    guard let exact, Ratio(instant.seconds) != exact else { return "\(instant.seconds)" }
    return "\(exact)"
  }
}
