import Scoreboard
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct NoiseTests {
  @Test(arguments: [
    ([10.0, 10.2, 10.1], [8.0, 8.1, 8.05], Noise.Verdict.less),
    ([8, 8.1, 8.05], [10, 10.2, 10.1], .more),
    // Three rounds that are only just apart may be chance.
    ([10, 10.5, 10.2], [10.6, 11, 10.8], .noise),
    // Five that are apart are not, although they vary as much.
    ([10, 10.5, 10.2, 10.3, 10.1], [10.6, 11, 10.8, 10.7, 10.9], .more),
    // One slow round hides nothing.
    ([10, 10.1, 10.2, 10.1, 14, 10.1], [9, 9.1, 9, 9.2, 9.1, 9], .less),
    ([10, 11, 12, 13, 14], [10.5, 11.5, 12.5, 13.5, 12], .noise),
    // Surely more, and not worth a word.
    ([10, 10.001, 10.002], [10.1, 10.101, 10.102], .noise),
    ([10, 10], [20, 20], .unknown), ([10, 10, 10], [5], .unknown), ([], [], .unknown),
    ([0, 0, 0], [1, 1, 1], .unknown), ([3, 3, 3], [3, 3, 3], .noise),
  ])
  func `a change counts if it is beyond what rounds differ by`(
    before: [Double], after: [Double], verdict: Noise.Verdict
  ) {
    #expect(Noise.verdict(before: before, after: after) == verdict)
  }

  @Test(arguments: [
    ([0.9, 0.91, 0.95, 0.89, 0.92, 0.99], Noise.Verdict.less),
    ([1.1, 1.2, 1.05, 1.1, 1.3, 1.01], .more), ([0.9, 0.9, 1.01, 0.9, 0.9, 0.9], .noise),
    ([0.999, 0.998, 0.999, 0.995, 0.999, 0.999], .noise), ([0.5, 0.5, 0.5, 0.5, 0.5], .unknown),
  ])
  func `rounds of both count if all say the same`(ratios: [Double], verdict: Noise.Verdict) {
    #expect(Noise.verdict(ratios: ratios) == verdict)
  }

  @Test(arguments: 1...5, 1...5)
  func `the chance of ranks is what counting all orders gives`(first: Int, second: Int) {
    let all = (0..<first + second).map(Double.init)
    let splits = (0..<1 << all.count).filter { $0.nonzeroBitCount == first }
    func wins(_ bits: Int) -> Int {
      var (count, greater) = (0, 0)
      for place in all.indices.reversed() {
        if bits >> place & 1 == 1 { count += greater } else { greater += 1 }
      }
      return min(count, first * second - count)
    }
    for bits in splits {
      let a = all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }
      let b = all.indices.filter { bits >> $0 & 1 == 0 }.map { all[$0] }
      let asUnlike = splits.filter { wins($0) <= wins(bits) }.count
      // Where both ways meet in the middle, the exact test counts that one twice.
      let expected = min(1, Double(asUnlike) / Double(splits.count))
      let chance = Noise.chance(a, b)
      #expect(abs(chance - expected) < 1e-9 || chance == 1)
      #expect(chance >= expected - 1e-9)
    }
  }

  @Test func `many rounds are no matter`() {
    let figures = (0..<80).map(Double.init)
    #expect(Noise.chance(figures, figures.map { $0 + 500 }) < 1e-40)
    #expect(Noise.chance(figures, figures) > 0.9)
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ComparisonTests {
  private var after: Board {
    var board = Example.board
    let old = board.groups[0].rows
    board.groups[0].rows[0] = BoardRow(
      trial: "thumbnails", title: "every picture", tool: "Shotlog",
      figures: [.wall: [2, 2.1, 2.2], .processor: [13, 13.5, 14.1], .memory: [130e6, 131e6]])
    board.groups[0].rows[1] = BoardRow(
      trial: "thumbnails", title: "every picture", tool: "ffmpeg",
      figures: [.wall: [10.5, 10.5, 10.5], .ratio: [0.3, 0.31, 0.32]])
    board.groups[0].rows[2] = BoardRow(
      trial: "thumbnails", title: "every picture", tool: "OpenCV", figures: [.wall: [20]])
    board.groups[0].rows[4] = old[4]
    return board
  }

  @Test func `each row is compared with itself`() {
    let comparison = Comparison(before: Example.board, after: after)
    func line(_ tool: String, _ measure: Measure) -> Comparison.Line? {
      comparison.lines.first { $0.tool == tool && $0.measure == measure }
    }
    #expect(line("Shotlog", .wall)?.isBetter == true)
    #expect(line("Shotlog", .processor)?.verdict == .noise)
    #expect(line("Shotlog", .memory)?.verdict == .unknown)
    #expect(line("ffmpeg", .ratio)?.isBetter == true)
    #expect(line("ffmpeg", .wall) == nil, "what others take is not ours")
    #expect(line("ffmpeg, decoding alone", .processorRatio)?.change == 0)
    #expect(comparison.lost == ["every picture: PyAV"])
    #expect(comparison.new == ["every picture: OpenCV"])
    #expect(comparison.drift.map { abs($0 - 1.05) < 1e-9 } == true)
  }

  @Test func `of another machine only what needs no clock is compared`() {
    var other = Board(
      machine: Machine(processor: "Slide rule", cores: 2, memory: 1, system: "", versions: []),
      isQuick: false)
    other.groups = after.groups
    let comparison = Comparison(before: Example.board, after: other)
    #expect(Set(comparison.lines.map(\.measure)) == [.memory, .ratio, .processorRatio])
    #expect(ComparisonPage(comparison).description.contains("The machines or the films differ"))
  }

  @Test func `the page says what is beyond the noise`() {
    let page = ComparisonPage(Comparison(before: Example.board, after: after)).description
    #expect(page.contains("5 figures: 2 better and 0 worse beyond the noise."))
    #expect(page.contains("-73.") && page.contains("**better**"))
    #expect(page.contains("within the noise") && page.contains("too few rounds to tell"))
    #expect(page.contains("The other tools took +5.0 % of time"))
    let same = ComparisonPage(Comparison(before: Example.board, after: Example.board)).description
    #expect(same.contains("0 better and 0 worse"))
    let empty = Board(machine: Example.machine, isQuick: false)
    let none = ComparisonPage(Comparison(before: empty, after: empty)).description
    #expect(none == "0 figures: 0 better and 0 worse beyond the noise.")
  }
}
