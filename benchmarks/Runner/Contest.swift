import Scoreboard

/// A piece of work, and the programs that do it, each as a process, all in turn in every round.
struct Contest: Trial {
  /// A program that does the work.
  struct Entrant: Sendable {
    /// Its name in the table.
    let name: String
    /// What runs it.
    let command: [String]
    /// What is promised of it, or of Shotlog beside it.
    var promises: [Promise] = []
    /// What else there is to say.
    var remark: String?
  }

  let name: String
  let title: String
  /// What runs Shotlog.
  let command: [String]
  /// Who else does it.
  var peers: [Entrant] = []
  /// How often more than the others it is run, because it is short.
  var repeats = 1
  /// Whether one round is enough, because it is long and nothing is divided by anything.
  var isOnce = false
  /// What is promised of Shotlog alone.
  var own: [Promise] = []
  /// What else there is to say.
  var remark: String?

  var promises: [(tool: String, promises: [Promise])] { entrants.map { ($0.name, $0.promises) } }

  var films: [String] { Array(Set(entrants.flatMap(\.command).filter(Material.isFilm))) }

  private var entrants: [Entrant] {
    [Entrant(name: "Shotlog", command: command, promises: own, remark: remark)] + peers
  }

  func rows(rounds: Int, note: (String) -> Void) throws -> [BoardRow] {
    let entrants = entrants
    let rounds = isOnce || rounds == 1 ? 1 : rounds * repeats
    var runs = [[ChildProcess]](repeating: [], count: entrants.count)
    var failures = [String?](repeating: nil, count: entrants.count)
    for round in 0..<rounds {
      note("\(title): round \(round + 1) of \(rounds)")
      for step in entrants.indices {
        // Who is first is so in turn: what one leaves behind, such as heat, is for everybody.
        let place = (round + step) % entrants.count
        guard failures[place] == nil else { continue }
        do {
          runs[place].append(try ChildProcess(entrants[place].command))
        } catch {
          failures[place] = "\(error)"
        }
      }
    }
    return entrants.indices.map { place in
      row(entrants[place], runs[place], beside: place == 0 ? nil : runs[0], failures[place])
    }
  }

  private func row(
    _ entrant: Entrant, _ runs: [ChildProcess], beside ours: [ChildProcess]?, _ failure: String?
  ) -> BoardRow {
    let pictures = runs.first.flatMap { Int($0.output.filter { !$0.isWhitespace }) }
    // A tool without the decoder may end at once and without a word.
    if let failure = failure ?? (pictures == 0 ? "it gave no picture" : nil) {
      return BoardRow(
        trial: name, title: title, tool: entrant.name, promises: entrant.promises, failure: failure)
    }
    var figures: [Measure: [Double]] = [
      .wall: runs.map(\.cost.wall), .processor: runs.map(\.cost.processor),
      .memory: runs.map { Double($0.cost.memory) },
    ]
    // A round that one of them did not end has no ratio.
    if let ours, !ours.isEmpty {
      let pairs = zip(ours, runs)
      figures[.ratio] = pairs.map { $0.cost.wall / $1.cost.wall }
      if entrant.promises.contains(where: { $0.measure == .processorRatio }) {
        figures[.processorRatio] = pairs.map { $0.cost.processor / max($1.cost.processor, 1e-6) }
      }
    }
    return BoardRow(
      trial: name, title: title, tool: entrant.name,
      pictures: pictures, figures: figures, promises: entrant.promises, remark: entrant.remark)
  }
}
