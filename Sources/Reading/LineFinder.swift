/// Finds places that look like lines of text: bands of strokes with clear limits above and below.
struct LineFinder {
  /// A place that looks like a line of text, in samples of the picture that was searched.
  struct Candidate {
    var columns, rows: Range<Int>
    /// Whether dark strokes led there.
    let isDark: Bool
    /// How much it looks like text, in thousandths; above 0 it more likely is than not.
    let score: Int
  }

  /// Searches a picture for letters of about 6 to 40 samples.
  static func candidates(in plane: Plane) -> [Candidate] {
    [false, true].flatMap { isDark in
      let map = StrokeMap(of: plane, isDark: isDark)
      return LineFinder(map: map, isDark: isDark).candidates()
    }
  }

  private let map: StrokeMap
  private let isDark: Bool

  private struct Run {
    let row: Int
    let cells: Range<Int>
  }

  private struct Band {
    var cells, rows: Range<Int>
    var filled: Int
  }

  private func candidates() -> [Candidate] {
    bands(of: runs()).compactMap { band in
      let width = band.cells.count * StrokeMap.cellWidth
      let height = band.rows.count * StrokeMap.cellHeight
      guard (6...48).contains(height), 2 * width >= 3 * height, width >= 32,
        2 * band.filled >= band.cells.count * band.rows.count
      else { return nil }
      return Candidate(
        columns: band.cells.scaled(by: StrokeMap.cellWidth),
        rows: band.rows.scaled(by: StrokeMap.cellHeight), isDark: isDark, score: score(of: band))
    }
  }

  // A cell with fewer stroke samples holds none.
  private static let leastCount = 2
  // Cells between two words, and cells that a word has at least.
  private static let widestGap = 3
  private static let shortestRun = 3

  /// Stretches of cells with strokes in each row, gaps between words closed.
  private func runs() -> [Run] {
    var runs: [Run] = []
    for row in 0..<map.rows {
      let start = row * map.columns
      var begin = -1
      var end = -1
      for column in 0..<map.columns where map.counts[start + column] >= Self.leastCount {
        if begin >= 0, column - end <= Self.widestGap {
          end = column + 1
          continue
        }
        if end - begin >= Self.shortestRun { runs.append(Run(row: row, cells: begin..<end)) }
        (begin, end) = (column, column + 1)
      }
      if end - begin >= Self.shortestRun { runs.append(Run(row: row, cells: begin..<end)) }
    }
    return runs
  }

  /// Runs that touch from row to row, put together.
  private func bands(of runs: [Run]) -> [Band] {
    var parents = Array(runs.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index { index = parents[index] }
      return index
    }
    var above = 0
    for index in runs.indices {
      let run = runs[index]
      while above < index, runs[above].row < run.row - 1 { above += 1 }
      var other = above
      while other < index, runs[other].row < run.row {
        if runs[other].row == run.row - 1, runs[other].cells.overlaps(run.cells) {
          let (one, two) = (root(other), root(index))
          parents[max(one, two)] = min(one, two)
        }
        other += 1
      }
    }
    var bands: [Int: Band] = [:]
    var order: [Int] = []
    for index in runs.indices {
      let (run, key) = (runs[index], root(index))
      guard var band = bands[key] else {
        bands[key] = Band(
          cells: run.cells, rows: run.row..<run.row + 1, filled: run.cells.count)
        order.append(key)
        continue
      }
      band.cells =
        min(
          band.cells.lowerBound, run.cells.lowerBound)..<max(
          band.cells.upperBound, run.cells.upperBound)
      band.rows = band.rows.lowerBound..<run.row + 1
      band.filled += run.cells.count
      bands[key] = band
    }
    return order.compactMap { bands[$0] }
  }

  /// A weighted sum of what tells text from texture; the weights were fitted to frames with and
  /// without burnt-in text.
  private func score(of band: Band) -> Int {
    let inside = sums(band.rows, band.cells)
    let cells = band.rows.count * band.cells.count
    // Two rows on each side, past what ascenders and descenders reach.
    let above = sums(
      max(0, band.rows.lowerBound - 4)..<max(0, band.rows.lowerBound - 2), band.cells)
    let belowEnd = min(map.rows, band.rows.upperBound + 4)
    let below = sums(min(belowEnd, band.rows.upperBound + 2)..<belowEnd, band.cells)
    let density = inside.count * 1000 / cells
    func share(_ outside: (count: Int, strength: Int, cells: Int)) -> Int {
      guard outside.cells > 0 else { return 0 }
      return min(1000, outside.count * 1000 / outside.cells * 1000 / max(density, 500))
    }
    let (near, far) = (share(above), share(below))
    // The middle of a sixteenth.
    let contrast = min(160, inside.strength * 16 / max(1, inside.count) + 8) * 1000 / 160
    let height = band.rows.count * StrokeMap.cellHeight
    let length = min(1000, band.cells.count * StrokeMap.cellWidth * 100 / height)
    let sum =
      669 * min(density, 8000) / 8 - 148 * max(near, far) - 176 * min(near, far) + 588 * contrast
      + 691 * length
    return sum / 100 - 12660
  }

  private func sums(_ rows: Range<Int>, _ cells: Range<Int>) -> (
    count: Int, strength: Int, cells: Int
  ) {
    var (count, strength) = (0, 0)
    for row in rows {
      for place in row * map.columns + cells.lowerBound..<row * map.columns + cells.upperBound {
        count += Int(map.counts[place])
        strength += Int(map.strengths[place])
      }
    }
    return (count, strength, rows.count * cells.count)
  }
}

extension Range<Int> {
  fileprivate func scaled(by factor: Int) -> Range { lowerBound * factor..<upperBound * factor }
}
