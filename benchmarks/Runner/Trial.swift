import Scoreboard

/// Something that is measured, and gives rows of the board.
protocol Trial: Sendable {
  /// A short name, to choose it by; of no other trial.
  var name: String { get }
  /// What is done, for who waits for it.
  var title: String { get }
  /// The films that it reads, and that have to be there.
  var films: [String] { get }
  /// Who does it, and what was promised of them, for the rows if it fails as a whole.
  var promises: [(tool: String, promises: [Promise])] { get }

  /// Measures.
  func rows(rounds: Int, note: (String) -> Void) throws -> [BoardRow]
}

extension Trial {
  /// The rows of a trial that could not be run.
  func rows(failed reason: String) -> [BoardRow] {
    promises.map { tool, promises in
      BoardRow(trial: name, title: title, tool: tool, promises: promises, failure: reason)
    }
  }
}

/// Trials that belong together.
struct TrialGroup: Sendable {
  /// A short name, to choose it by.
  let name: String
  /// The heading.
  let title: String
  /// What is measured on what.
  let words: String
  let trials: [any Trial]

  /// The group as it stands on a board, without rows.
  var board: BoardGroup { BoardGroup(name: name, title: title, words: words) }
}
