import Foundation

/// The command line of the measuring program.
struct Benchmarks {
  private static let usage = """
    usage: benchmarks [run] [--only NAME,…] [--rounds N] [--json FILE] [--footage CLIP…]
           benchmarks accuracy --truth DIR --clips DIR [--tools NAME,…] [--tolerance N] [--json FILE] [--verbose]
           benchmarks verify FILE…
           benchmarks one WORK FILE [ARGUMENT]

    run     times Shotlog and its peers side by side and prints one table. Both take turns, and each ratio is of one
            round. Needs the `shotlog` program beside this one: swift build -c release
    accuracy
            scores shot detectors on annotated clips: shotlog, fast (its fast mode), content and adaptive (PySceneDetect)
            and scdet (ffmpeg), all with their defaults, cuts within one frame unless told otherwise; of clips that
            joins/make.py made also each sort of change, and what false ones lie in
    verify  compares what every sampling plan gives of a file with decoding everything, and that with ffprobe
    one     does one piece of work, for `run` to time
    """

  private let program: String
  private let arguments: [String]

  init(_ commandLine: [String]) {
    program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? commandLine[0]
    arguments = Array(commandLine.dropFirst())
  }

  /// Does what is asked, and gives the exit code.
  func run() throws -> Int32 {
    switch arguments.first {
    case nil: return try board([])
    case "run": return try board(Array(arguments.dropFirst()))
    case "accuracy": return try accuracy(Array(arguments.dropFirst()))
    case "verify": return verify(arguments.dropFirst())
    case "one":
      guard (3...4).contains(arguments.count), let work = Work(rawValue: arguments[1]) else {
        return refuse()
      }
      print(try work.run(on: arguments[2], arguments.count == 4 ? arguments[3] : ""))
      return 0
    default: return refuse()
    }
  }

  private func board(_ arguments: [String]) throws -> Int32 {
    var (only, rounds, json, clips) = (Set<String>(), 5, String?.none, [String]())
    var rest = arguments[...]
    while let option = rest.popFirst() {
      switch (option, rest.first) {
      case ("--only", let names?): only = Set(names.split(separator: ",").map(String.init))
      case ("--rounds", let text?):
        guard let number = Int(text), number > 0 else { return refuse() }
        rounds = number
      case ("--json", let path?): json = path
      case ("--footage", _?):
        clips = Array(rest)
        rest = [""]
      default: return refuse()
      }
      rest.removeFirst()
    }
    let ready = try Preparation(clips: clips, note: Self.note)
    var figures = Figures(
      machine: Machine(python: ready.python),
      footage: clips.isEmpty
        ? "Footage: drawn pans, zooms and grain (benchmarks/material.sh)."
        : "Footage: twenty seconds of each of \(clips.count) filmed clips.")
    let shotlog = try shotlog()
    let contests = Contest.board(
      in: ready.films, benchmarks: program, shotlog: shotlog, python: ready.python)
    for contest in contests where only.isEmpty || only.contains(contest.name) {
      try figures.add(contest, rounds: rounds, note: Self.note)
    }
    for contest in Contest.lengths(in: ready.films, benchmarks: program, shotlog: shotlog)
    where only.isEmpty || only.contains(contest.name) {
      try figures.add(contest, rounds: 1, note: Self.note)
    }
    Self.note("")
    print(Table(figures))
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(figures).write(to: URL(filePath: json))
    }
    return figures.rows.contains { $0.isKept == false } ? 1 : 0
  }

  private func accuracy(_ arguments: [String]) throws -> Int32 {
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let option = rest.popFirst() {
      let known = ["--truth", "--clips", "--tools", "--tolerance", "--json", "--verbose"]
      guard known.contains(option) else { return refuse() }
      values[option] = option == "--verbose" ? "" : rest.popFirst()
    }
    guard let truth = values["--truth"], let clips = values["--clips"],
      let tolerance = Int(values["--tolerance"] ?? "1")
    else { return refuse() }
    let names = (values["--tools"] ?? "shotlog,fast,content,adaptive,scdet").split(separator: ",")
    let python = try Preparation.tools(note: Self.note)
    let tools = ShotTool.all(shotlog: try shotlog(), python: python)
    let accuracy = Accuracy(
      truth: truth, clips: clips,
      tools: names.compactMap { name in tools.first { $0.name == name } },
      tolerance: tolerance)
    guard accuracy.tools.count == names.count else { return refuse() }
    let (results, missing) = try accuracy.run(note: Self.note)
    Self.note("")
    if values["--verbose"] != nil {
      for result in results { print("\(result.tool)\n  " + result.lines.joined(separator: "\n  ")) }
    }
    print(MarkdownTable(Accuracy.Result.columns, results.map(\.row)))
    if let tables = BreakdownTables(results.map { ($0.tool, $0.breakdown) }) {
      print("\n\(tables)")
    }
    if !missing.isEmpty { print("\nnot there: " + missing.joined(separator: ", ")) }
    if let path = values["--json"] {
      try AccuracyFile(results, missing: missing).write(to: path)
    }
    return 0
  }

  /// The program that users run, built beside this one.
  private func shotlog() throws -> String {
    let path = URL(filePath: program).deletingLastPathComponent().appending(path: "shotlog").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ChildProcess.Failure(description: "no \(path): run swift build -c release first")
    }
    return path
  }

  private func verify(_ paths: ArraySlice<String>) -> Int32 {
    var failures = 0
    for path in paths {
      let verification = Verification(path)
      let mode = verification.isSequential ? "sequence" : "segments"
      print("\(path): \(verification.frames) pictures, \(mode)")
      for disagreement in verification.disagreements.prefix(6) { print("  \(disagreement)") }
      if !verification.disagreements.isEmpty { failures += 1 }
    }
    return failures == 0 ? 0 : 1
  }

  private func refuse() -> Int32 {
    try? FileHandle.standardError.write(contentsOf: Data((Self.usage + "\n").utf8))
    return 2
  }

  /// Tells on standard error what is going on, on one line that is overwritten.
  private static func note(_ words: String) {
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(words)".utf8))
  }
}
