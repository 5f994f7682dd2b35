import FoundationEssentials
import Scoreboard
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct PageTests {
  @Test func `a board reads as a page`() {
    let page = """
      Abacus, 2 cores, 24 GiB, Debian; Swift 6.3.1, av 18.1.0. 4 promises: 3 kept, 1 broken. All of it took 2 min.

      ### Decoding

      Two minutes. (`--only decode`, 2 min; commit abc1234, 2026-11-22)

      | Work          | Tool                   | wall s | CPU s | memory MB | pictures/s | Shotlog ÷ tool   | CPU, Shotlog ÷ tool | promised                | kept       | remarks                       |
      | ------------- | ---------------------- | ------ | ----- | --------- | ---------- | ---------------- | ------------------- | ----------------------- | ---------- | ----------------------------- |
      | every picture | Shotlog                | 8.00   | 13.50 | 130       | 450        |                  |                     | at most 160 MB          | kept       |                               |
      |               | ffmpeg                 | 10.00  | 13.00 | 102       | 360        | 0.80 (0.70-0.90) |                     | at most 0.95 × its time | kept       |                               |
      |               | PyAV                   | 14.00  |       |           | 257        | 0.50             |                     |                         |            |                               |
      |               | decord                 |        |       |           |            |                  |                     | at most 1.00 × its time | **broken** | failed: decord: it / fell over |
      | analyze       | ffmpeg, decoding alone |        |       |           |            |                  | 1.01 (0.97-1.30)    | at most 1.25 × its CPU  | kept       |                               |

      - every picture: PyAV gave 3599 pictures, Shotlog 3600.
      """
    #expect(BoardPage(Example.board).description.squeezed == page.squeezed)
  }

  @Test func `a machine that was not still is named, and a quick board says what it is worth`() {
    var board = Board(machine: Example.machine, isQuick: true)
    board.groups = Example.board.groups
    board.groups[0].rows[1].origin = .init(commit: "def5678", date: "2026-11-22", disturbance: 0.4)
    let page = BoardPage(board).description
    #expect(page.contains("**The machine was not still: others used up to 40 % of its cores.**"))
    #expect(page.contains("commit abc1234, def5678, 2026-11-22"))
    #expect(page.contains("prove that it runs, and nothing else"))
  }

  @Test(arguments: [
    (Promise(.wall, 60), "at most 60 s"), (Promise(.processor, 0.5), "at most 0.5 s of CPU"),
    (Promise(.memory, 160e6), "at most 160 MB"),
    (Promise(.ratio, 2 / 3), "at most 0.67 × its time"),
    (Promise(.processorRatio, 1.25), "at most 1.25 × its CPU"),
    (Promise(.gain, 1.8), "at least 1.8 × one job"),
    (Promise(.use, 0.9), "at least 90 % of all cores"),
    (Promise(.slowest, 100), "99 % within 100 ms"),
  ])
  func `promises have words`(promise: Promise, words: String) { #expect(promise.words == words) }

  @Test func `what stands between the marks is replaced, and nothing else`() throws {
    let text = "# A\n\n\(MarkedText.begin)\nold | table\n\nmore\n\(MarkedText.end)\n\n## B\n"
    let marked = try #require(MarkedText(text))
    let once = marked.text(with: "\nnew\n\n")
    #expect(once == "# A\n\n\(MarkedText.begin)\n\nnew\n\n\(MarkedText.end)\n\n## B\n")
    #expect(MarkedText(once)?.text(with: "new") == once)
  }

  @Test(arguments: [
    "", "no marks", "\(MarkedText.begin)\n", "\(MarkedText.end)\n\(MarkedText.begin)\n",
    "\(MarkedText.begin)\n\(MarkedText.end)\n\(MarkedText.begin)\n\(MarkedText.end)",
    "in a line: \(MarkedText.begin)\n\(MarkedText.end)\n",
  ])
  func `a text without its marks is left alone`(text: String) { #expect(MarkedText(text) == nil) }

  @Test func `the project's own page has its marks`() throws {
    let text = try String(contentsOfFile: Repository.path("benchmarks/README.md"), encoding: .utf8)
    #expect(MarkedText(text) != nil)
  }
}

extension String {
  /// With one blank for many, so that the width of columns does not matter.
  fileprivate var squeezed: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: " ").map { $0.allSatisfy { $0 == "-" } ? "-" : $0 }
        .joined(separator: " ")
    }.joined(separator: "\n")
  }
}
