import Scoreboard

/// A trial that cannot run here, and why.
struct Absence: Trial {
  let name: String
  let title: String
  let reason: String

  var films: [String] { [] }
  var promises: [(tool: String, promises: [Promise])] { [("Shotlog", [])] }

  func rows(rounds: Int, note: (String) -> Void) throws -> [BoardRow] {
    [BoardRow(trial: name, title: title, tool: "Shotlog", missing: reason)]
  }
}
