import Foundation
import Scoreboard

/// Measures what is asked for, and keeps all of it after every trial.
struct BoardRun {
  let setting: Setting
  let rounds: Int
  /// Names of groups or trials; empty for all.
  let only: Set<String>
  /// Whether what was taken at this very commit is not taken again.
  let resumes: Bool
  /// The file of figures.
  let file: String
  /// The page whose marked part is written; nil for none.
  let page: String?
  let note: (String) -> Void

  /// Runs, and gives the board.
  func run() throws -> Board {
    let groups = setting.groups
    let names = Set(groups.flatMap { [$0.name] + $0.trials.map(\.name) })
    if let unknown = only.first(where: { !names.contains($0) }) {
      throw ChildProcess.Failure(
        description: "there is no \(unknown) on the board; \"benchmarks list\" shows what there is")
    }
    let commit = ThisMachine.commit
    var board = try beginning()
    for group in groups {
      for trial in group.trials where isWanted(trial, of: group) {
        if resumes,
          board.groups.first(where: { $0.name == group.name })?
            .has(trial.name, at: commit) == true
        {
          continue
        }
        let start = ContinuousClock.now
        let origin = BoardRow.Origin(
          commit: commit, date: ThisMachine.date, disturbance: ThisMachine.disturbance())
        var rows = rows(of: trial)
        for place in rows.indices { rows[place].origin = origin }
        let seconds = start.duration(to: .now) / .seconds(1)
        board.change(group.board, order: groups.map(\.name)) { changed in
          changed.set(rows, of: trial.name, order: group.trials.map(\.name))
          changed.seconds[trial.name] = (seconds * 10).rounded() / 10
        }
        try keep(board)
      }
    }
    return board
  }

  /// The board to go on with: one that is there already, if only some of it is measured, or one without rows.
  private func beginning() throws -> Board {
    let machine = ThisMachine.description(python: setting.python, shotlog: setting.shotlog)
    let isNew = only.isEmpty && !resumes
    guard !isNew, FileManager.default.fileExists(atPath: file) else {
      return Board(machine: machine, isQuick: setting.material.isQuick)
    }
    let old = try Board(contentsOf: file)
    guard old.machine.isLike(machine), old.isQuick == setting.material.isQuick else {
      throw ChildProcess.Failure(
        description: "\(file) is of another machine or of other films; name another with --json")
    }
    var board = Board(machine: machine, isQuick: old.isQuick)
    board.groups = old.groups
    return board
  }

  private func isWanted(_ trial: any Trial, of group: TrialGroup) -> Bool {
    only.isEmpty || only.contains(group.name) || only.contains(trial.name)
  }

  /// What fails is a row; the others go on.
  private func rows(of trial: any Trial) -> [BoardRow] {
    do {
      note("\(trial.title): its films")
      try setting.material.make(trial.films)
      // So that nobody has to wait for the disk who comes first.
      for film in trial.films { Self.read(film) }
      return try trial.rows(rounds: rounds, note: note)
    } catch {
      return trial.rows(failed: "\(error)")
    }
  }

  private static func read(_ path: String) {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    while let bytes = try? file.read(upToCount: 1 << 20), !bytes.isEmpty {}
  }

  private func keep(_ board: Board) throws {
    try board.write(to: file)
    guard let page else { return }
    let text = try String(contentsOfFile: page, encoding: .utf8)
    guard let marked = MarkedText(text) else {
      throw ChildProcess.Failure(
        description: "\(page) has no place for the board: the lines \(MarkedText.begin) and "
          + MarkedText.end)
    }
    try marked.text(with: "\(setting.material.words) \(BoardPage(board))")
      .write(toFile: page, atomically: true, encoding: .utf8)
  }
}
