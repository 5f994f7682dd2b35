import Foundation
import Scoreboard
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct BoardTests {
  @Test func `a board is the same after it was written and read`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let board = Example.board
    try board.write(to: path)
    #expect(try Board(contentsOf: path) == board)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(#""schema" : "shotlog.board/1""#))
    #expect(text.contains(#""processor_ratio" : ["#))
  }

  @Test(arguments: [
    ("no board", "is no board"), (#"{"schema": "x"}"#, "is no board"), ("", "is no board"),
  ])
  func `what is no board is refused with its name`(text: String, words: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    let failure = #expect(throws: Board.Failure.self) { try Board(contentsOf: path) }
    #expect(failure?.description.contains(words) == true)
    #expect(failure?.description.contains(path) == true)
  }

  @Test func `a board of another version is refused`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Example.board.write(to: path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("shotlog.board/1", with: "shotlog.board/9")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: Board.Failure.self) { try Board(contentsOf: path) }
  }

  @Test func `rows of a trial that runs again take the place of the old ones`() {
    var group = BoardGroup(name: "g", title: "G", words: "")
    let order = ["a", "b", "c"]
    func rows(_ trial: String, _ tools: String...) -> [BoardRow] {
      tools.map { BoardRow(trial: trial, title: trial, tool: $0, figures: [:]) }
    }
    group.set(rows("c", "1"), of: "c", order: order)
    group.set(rows("a", "1", "2"), of: "a", order: order)
    group.set(rows("b", "1"), of: "b", order: order)
    group.set(rows("a", "3", "4"), of: "a", order: order)
    #expect(group.rows.map { $0.trial + $0.tool } == ["a3", "a4", "b1", "c1"])
  }

  @Test func `what failed or is of another commit is not there yet`() {
    var group = BoardGroup(name: "g", title: "G", words: "")
    func row(_ trial: String, _ commit: String, fails: Bool = false) -> BoardRow {
      var row =
        fails
        ? BoardRow(trial: trial, title: "t", tool: "x", failure: "no")
        : BoardRow(trial: trial, title: "t", tool: "x", figures: [.wall: [1]])
      row.origin = .init(commit: commit, date: "", disturbance: nil)
      return row
    }
    group.rows = [row("a", "1"), row("b", "1"), row("b", "1", fails: true), row("c", "2")]
    #expect(["a", "b", "c", "d"].map { group.has($0, at: "1") } == [true, false, false, false])
  }

  @Test func `groups stay in order, and those of former times go last`() {
    var board = Board(machine: Example.machine, isQuick: false)
    for name in ["x", "c", "a", "b"] {
      board.change(.init(name: name, title: "", words: ""), order: ["a", "b", "c"]) { _ in }
    }
    #expect(board.groups.map(\.name) == ["a", "b", "c", "x"])
    board.change(.init(name: "b", title: "new", words: ""), order: ["a", "b", "c"]) {
      $0.seconds["t"] = 3
    }
    #expect(board.groups.map(\.name) == ["a", "b", "c", "x"])
    #expect(board.groups[1].title == "new" && board.groups[1].seconds == ["t": 3])
  }

  @Test(arguments: [
    (Promise(.ratio, 0.95), [0.9, 0.8, 1.2], true), (Promise(.ratio, 0.95), [0.96], false),
    (Promise(.memory, 100), [99, 101, 90], false), (Promise(.memory, 100), [99, 100], true),
    (Promise(.gain, 1.8), [1.9, 1.85, 1.2], true), (Promise(.gain, 1.8), [1.7], false),
    (Promise(.use, 0.9), [0.95], true), (Promise(.wall, 60), [], false),
  ])
  func `a promise is kept by the middle one, of memory by all`(
    promise: Promise, figures: [Double], isKept: Bool
  ) {
    #expect(promise.isKept(by: figures) == isKept)
    let row = BoardRow(
      trial: "t", title: "t", tool: "x", figures: [promise.measure: figures], promises: [promise])
    #expect(row.isKept == isKept)
  }

  @Test func `what was promised and did not run is broken`() {
    let row = BoardRow(
      trial: "t", title: "t", tool: "x", promises: [Promise(.ratio, 1)], failure: "gone")
    #expect(row.isKept == false)
    var board = Board(machine: Example.machine, isQuick: false)
    board.groups = [.init(name: "g", title: "G", words: "", rows: [row])]
    #expect(!board.isSound)
    #expect(Example.board.isSound == false)
    board.groups[0].rows = [BoardRow(trial: "t", title: "t", tool: "x", missing: "no such command")]
    #expect(board.isSound)
  }
}
