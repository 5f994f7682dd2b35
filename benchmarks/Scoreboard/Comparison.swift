/// What changed from one board to another.
package struct Comparison: Sendable {
  /// One figure of one row, before and after.
  package struct Line: Sendable, Equatable {
    package let title: String
    package let tool: String
    package let measure: Measure
    package let before: [Double]
    package let after: [Double]
    package let verdict: Noise.Verdict

    /// By which part it is more, or less than nothing if it is less.
    package var change: Double { before.median > 0 ? after.median / before.median - 1 : 0 }

    /// Whether it changed for the better beyond the noise; nil if it did not change.
    package var isBetter: Bool? {
      switch verdict {
      case .less: !measure.isBetterGreater
      case .more: measure.isBetterGreater
      case .noise, .unknown: nil
      }
    }
  }

  package let lines: [Line]
  /// Rows of one board that the other does not have, with figures.
  package let lost: [String]
  /// Rows of the other that the one does not have.
  package let new: [String]
  /// How much more time the other tools took than before, in the middle; nil if there are none on both boards.
  package let drift: Double?
  /// Whether both were taken on machines that can be compared.
  package let isSameMachine: Bool

  package init(before: Board, after: Board) {
    isSameMachine = before.machine.isLike(after.machine) && before.isQuick == after.isQuick
    let measured = before.rows.filter { !$0.figures.isEmpty }
    let others = after.rows.filter { !$0.figures.isEmpty }
    var lines: [Line] = []
    var drifts: [Double] = []
    for row in measured {
      guard let other = others.first(where: { $0.name == row.name }) else { continue }
      if row.isPeer, let a = row.figures[.wall]?.median, let b = other.figures[.wall]?.median, a > 0
      {
        drifts.append(b / a)
      }
      for measure in Self.measures(of: row, isSameMachine: isSameMachine) {
        guard let a = row.figures[measure], let b = other.figures[measure] else { continue }
        lines.append(
          Line(
            title: row.title, tool: row.tool, measure: measure, before: a, after: b,
            verdict: Noise.verdict(before: a, after: b)))
      }
    }
    self.lines = lines
    let (old, now) = (Set(measured.map(\.name)), Set(others.map(\.name)))
    lost = measured.map(\.name).filter { !now.contains($0) }
    new = others.map(\.name).filter { !old.contains($0) }
    drift = drifts.isEmpty ? nil : drifts.median
  }

  /// Of other programs only what they have to do with us; of other machines only what needs no clock.
  private static func measures(of row: BoardRow, isSameMachine: Bool) -> [Measure] {
    if row.isPeer { return [.ratio, .processorRatio] }
    return isSameMachine
      ? [.wall, .processor, .memory, .gain, .use, .slowest, .rate] : [.memory, .gain, .use]
  }
}

extension BoardRow {
  /// What it is found by on another board.
  fileprivate var name: String { "\(title): \(tool)" }
  /// Whether it is of another program than ours.
  fileprivate var isPeer: Bool { figures[.ratio] != nil || figures[.processorRatio] != nil }
}
