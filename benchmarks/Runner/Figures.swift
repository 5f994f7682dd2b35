import Foundation

/// What the runs of a board gave.
struct Figures: Codable {
  /// One program's runs of one piece of work.
  struct Row: Codable {
    /// The work.
    let title: String
    /// The program.
    let tool: String
    /// How many pictures it says it gave; nil if it does not say.
    let pictures: Int?
    /// Seconds from start to end, of each run.
    let wall: [Double]
    /// Seconds of all cores, of each run.
    let processor: [Double]
    /// The most bytes held at once, of each run.
    let memory: [Int]
    /// Shotlog's time over this program's, run by run; empty for Shotlog itself.
    let ratios: [Double]
    /// What is promised, in words, if anything is.
    let promise: String?
    /// Whether the promise was kept; nil without one.
    let isKept: Bool?
  }

  let machine: Machine
  /// The kind of footage.
  let footage: String
  var rows: [Row] = []

  /// Runs a contest, all programs one after the other in each round, and adds its rows.
  mutating func add(_ contest: Contest, rounds: Int, note: (String) -> Void) throws {
    var ours: [ChildProcess] = []
    var theirs = [[ChildProcess]](repeating: [], count: contest.peers.count)
    for round in 0..<rounds * contest.repeats {
      note("\(contest.title): round \(round + 1) of \(rounds * contest.repeats)")
      ours.append(try ChildProcess(contest.command))
      for (place, peer) in contest.peers.enumerated() {
        theirs[place].append(try ChildProcess(peer.command))
      }
    }
    rows.append(Self.row(contest, ours))
    for (peer, runs) in zip(contest.peers, theirs) {
      let ratios = zip(ours, runs).map { $0.cost.wall / $1.cost.wall }
      rows.append(
        Row(
          title: contest.title, tool: peer.name, pictures: Self.pictures(runs),
          wall: runs.map(\.cost.wall), processor: runs.map(\.cost.processor),
          memory: runs.map(\.cost.memory), ratios: ratios,
          promise: peer.promise.map { "at most \(String(format: "%.2f", $0)) × its time" },
          isKept: peer.promise.map { ratios.median <= $0 }))
    }
  }

  private static func row(_ contest: Contest, _ runs: [ChildProcess]) -> Row {
    var promises: [String] = []
    var isKept = true
    if let most = contest.processorPromise {
      promises.append("at most \(most) s of CPU")
      isKept = isKept && runs.map(\.cost.processor).median <= most
    }
    if let most = contest.memoryPromise {
      promises.append("at most \(most / 1_000_000) MB")
      isKept = isKept && runs.allSatisfy { $0.cost.memory <= most }
    }
    return Row(
      title: contest.title, tool: "Shotlog", pictures: pictures(runs),
      wall: runs.map(\.cost.wall), processor: runs.map(\.cost.processor),
      memory: runs.map(\.cost.memory), ratios: [],
      promise: promises.isEmpty ? nil : promises.joined(separator: ", "),
      isKept: promises.isEmpty ? nil : isKept)
  }

  private static func pictures(_ runs: [ChildProcess]) -> Int? {
    runs.first.flatMap { Int($0.output.filter { !$0.isWhitespace }) }
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 if there is none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
