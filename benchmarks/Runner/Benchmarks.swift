import Foundation
import Scoreboard

/// The command line of the measuring program.
struct Benchmarks {
  private static let usage = """
    usage: benchmarks [board] [--only NAME,…] [--quick] [--rounds N] [--resume] [--json FILE] [--readme FILE]
                      [--footage CLIP…]
           benchmarks compare BEFORE.json AFTER.json
           benchmarks compare --programs OLD NEW --only NAME,… [--quick] [--rounds N]
           benchmarks list
           benchmarks accuracy --truth DIR --clips DIR [--tools NAME,…] [--tolerance N] [--json FILE] [--verbose]
           benchmarks verify FILE…
           benchmarks one WORK FILE [ARGUMENT…]

    board   times Shotlog and its peers side by side, keeps every figure in benchmarks/board.json after each trial, and
            writes the tables into benchmarks/README.md. All take turns, and each ratio is of one round. --only measures
            some groups or rows and leaves the others as they are; --resume goes on where a board of the same commit was
            left; --quick takes small films and one round, and writes neither file unless it is named, for its figures
            say nothing; --footage takes filmed clips instead of drawn scenes, likewise. Needs the `shotlog` program
            beside this one: swift build -c release
    compare says what changed from one board to another beyond the noise; or, with --programs, runs two builds in turn:
            OLD and NEW are the folders with their programs, such as .build/release
    list    names the groups of the board, and the rows in them
    accuracy
            scores shot detectors on annotated clips: shotlog, fast (its fast mode), content and adaptive (PySceneDetect)
            and scdet (ffmpeg), all with their defaults, cuts within one frame unless told otherwise; of clips that
            joins/make.py made also each sort of change, and what false ones lie in
    verify  compares what every sampling plan gives of a file with decoding everything, and that with ffprobe
    one     does one piece of work, for the board to time
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
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "board": return try board(rest)
    case "compare": return try compare(rest)
    case "list": return list()
    case "accuracy": return try accuracy(rest)
    case "verify": return verify(arguments.dropFirst())
    case "one":
      guard rest.count >= 2, let work = Work(rawValue: rest[0]) else { return refuse() }
      print(try work.run(on: rest[1], Array(rest.dropFirst(2))))
      return 0
    case let first where first?.hasPrefix("--") ?? true: return try board(arguments)
    default: return refuse()
    }
  }

  private func board(_ arguments: [String]) throws -> Int32 {
    let footage = arguments.firstIndex(of: "--footage") ?? arguments.endIndex
    let clips = Array(arguments[footage...].dropFirst())
    let options = Options(
      arguments[..<footage], taking: ["--only", "--rounds", "--json", "--readme"],
      flags: ["--quick", "--resume"])
    guard let options, options.words.isEmpty else { return refuse() }
    let isQuick = options.has("--quick")
    guard let rounds = options.count("--rounds", unless: isQuick ? 1 : 3) else { return refuse() }
    let material = Material(isQuick: isQuick, clips: clips)
    let isForShow = isQuick || !clips.isEmpty
    let python = try Preparation.tools(note: Self.note)
    let run = BoardRun(
      setting: Setting(
        material: material, benchmarks: program, shotlog: try shotlog(), python: python),
      rounds: rounds, only: Set(options.list("--only")), resumes: options.has("--resume"),
      file: options["--json"]
        ?? (isForShow ? "\(material.folder)/board.json" : "\(Folders.root)/benchmarks/board.json"),
      page: options["--readme"] ?? (isForShow ? nil : "\(Folders.root)/benchmarks/README.md"),
      note: Self.note)
    try FileManager.default.createDirectory(
      atPath: material.folder, withIntermediateDirectories: true)
    let board = try run.run()
    Self.note("")
    print("\(material.words) \(BoardPage(board))")
    return board.isSound ? 0 : 1
  }

  private func compare(_ arguments: [String]) throws -> Int32 {
    let options = Options(
      arguments, taking: ["--only", "--rounds"], flags: ["--programs", "--quick"])
    guard let options, options.words.count == 2 else { return refuse() }
    let (first, second) = (options.words[0], options.words[1])
    guard options.has("--programs") else {
      let comparison = Comparison(
        before: try Board(contentsOf: first), after: try Board(contentsOf: second))
      print(ComparisonPage(comparison))
      return 0
    }
    guard let rounds = options.count("--rounds", unless: 7), options.has("--only") else {
      return refuse()
    }
    let run = PairedRun(
      material: Material(isQuick: options.has("--quick")), folders: (first, second),
      only: Set(options.list("--only")), rounds: rounds, note: Self.note)
    let table = try run.run()
    Self.note("")
    print(table)
    return 0
  }

  private func list() -> Int32 {
    let setting = Setting(
      material: Material(isQuick: false), benchmarks: program, shotlog: "shotlog",
      python: "python3")
    for group in setting.groups {
      print("\(group.name): \(group.title)")
      for trial in group.trials { print("  \(trial.name): \(trial.title)") }
    }
    return 0
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
