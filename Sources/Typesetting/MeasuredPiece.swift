/// A piece of a line, and how far it moves what follows.
struct MeasuredPiece {
  let piece: LinePiece
  let advance: Double

  init(_ piece: LinePiece, advance: Double) { (self.piece, self.advance) = (piece, advance) }

  /// The piece as parts that fit, if it does not.
  func parts(noWiderThan room: Double) -> [MeasuredPiece] {
    let count = Int((advance / max(1, room)).rounded(.up))
    guard count > 1 else { return [self] }
    let parts = piece.parts(count)
    return parts.map { MeasuredPiece($0, advance: advance / Double(parts.count)) }
  }

  /// How many lines it takes if each holds as many pieces as it can.
  static func lineCount(_ pieces: [MeasuredPiece], space: Double, room: Double) -> Int {
    var (count, width, gap) = (1, 0.0, 0.0)
    for (place, measured) in pieces.enumerated() {
      if place > 0, width + gap + measured.advance > room {
        (count, width, gap) = (count + 1, 0, 0)
      }
      width += gap + measured.advance
      gap = measured.piece.hasSpaceAfter ? space : 0
    }
    return count
  }

  /// So many lines, none wider than the room: as even as can be, and ended rather where the text takes breath.
  static func lines(
    _ pieces: [MeasuredPiece], count: Int, space: Double, room: Double
  ) -> [String] {
    let whole = pieces.reduce(0) { $0 + $1.advance + ($1.piece.hasSpaceAfter ? space : 0) }
    let even = max(1, whole / Double(count))
    // By number of lines so far and of pieces in them: what it costs, and where the last line begins.
    var costs = [[Double]](
      repeating: [Double](repeating: .infinity, count: pieces.count + 1), count: count + 1)
    var starts = [[Int]](repeating: [Int](repeating: 0, count: pieces.count + 1), count: count + 1)
    costs[0][0] = 0
    for line in 1...count {
      for start in pieces.indices where costs[line - 1][start] < .infinity {
        var width = 0.0
        for last in start..<pieces.count {
          width += pieces[last].advance
          guard width <= room || last == start else { break }
          let bend = last + 1 < pieces.count ? pieces[last].costOfEndingLine : 0
          let cost =
            costs[line - 1][start] + bend + (width / even - 1) * (width / even - 1)
          if cost < costs[line][last + 1] {
            (costs[line][last + 1], starts[line][last + 1]) = (cost, start)
          }
          if pieces[last].piece.hasSpaceAfter { width += space }
        }
      }
    }
    var (end, lines) = (pieces.count, [String]())
    for line in stride(from: count, to: 0, by: -1) {
      let start = starts[line][end]
      lines.append(text(of: pieces[start..<end]))
      end = start
    }
    return lines.reversed()
  }

  private static func text(of pieces: ArraySlice<MeasuredPiece>) -> String {
    let text = pieces.reduce("") { $0 + $1.piece.text + ($1.piece.hasSpaceAfter ? " " : "") }
    return text.hasSuffix(" ") ? String(text.dropLast()) : text
  }

  /// A line's end in the midst of ideographs may part a word, which no space would show.
  private var costOfEndingLine: Double {
    guard let last = piece.text.last, !last.isPunctuation else { return 0 }
    return piece.hasSpaceAfter ? 0.06 : 0.2
  }
}
