import Scoreboard

/// A small board that knows what it says.
enum Example {
  static let machine = Machine(
    processor: "Abacus", cores: 2, memory: 24 << 30, system: "Debian",
    versions: ["Swift 6.3.1", "av 18.1.0"])

  static var board: Board {
    var board = Board(machine: machine, isQuick: false)
    var rows = [
      BoardRow(
        trial: "thumbnails", title: "every picture", tool: "Shotlog", pictures: 3600,
        figures: [.wall: [7, 8, 9], .processor: [13, 13.5, 14], .memory: [130e6, 129e6]],
        promises: [Promise(.memory, 160e6)]),
      BoardRow(
        trial: "thumbnails", title: "every picture", tool: "ffmpeg",
        figures: [
          .wall: [10, 10, 10], .processor: [13], .memory: [102e6], .ratio: [0.7, 0.8, 0.9],
        ],
        promises: [Promise(.ratio, 0.95)]),
      BoardRow(
        trial: "thumbnails", title: "every picture", tool: "PyAV", pictures: 3599,
        figures: [.wall: [14], .ratio: [0.5]]),
      BoardRow(
        trial: "thumbnails", title: "every picture", tool: "decord", promises: [Promise(.ratio, 1)],
        failure: "decord: it | fell\nover"),
      BoardRow(
        trial: "analyze", title: "analyze", tool: "ffmpeg, decoding alone",
        figures: [.processorRatio: [0.97, 1.01, 1.3]], promises: [Promise(.processorRatio, 1.25)]),
    ]
    for place in rows.indices {
      rows[place].origin = .init(commit: "abc1234", date: "2026-11-22", disturbance: 0.02)
    }
    board.groups = [
      BoardGroup(
        name: "decode", title: "Decoding", words: "Two minutes.", rows: rows,
        seconds: ["thumbnails": 70, "analyze": 30]),
      BoardGroup(name: "empty", title: "Nothing yet", words: ""),
    ]
    return board
  }
}
