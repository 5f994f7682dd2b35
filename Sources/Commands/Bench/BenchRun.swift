internal import Confinement
internal import FoundationEssentials
internal import Media
internal import MediaTypes

/// One run of `bench`.
struct BenchRun {
  private let arguments: Arguments
  private let console: Console
  private let seconds: Ratio
  private let rounds: Int
  private let patience: Duration
  private let program: String

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    seconds = try arguments.value(.benchSeconds, .seconds) ?? 120
    rounds = try arguments.value(.benchRounds, .whole(1...100)) ?? 3
    patience = .seconds(min(try arguments.value(.timeout, .seconds)?.value ?? 600, 1e6))
    guard let program = OwnProcess.program else {
      throw CommandError(
        .unsupported, "this system does not say where this program lies",
        advice: "mount /proc, which tells")
    }
    self.program = program
  }

  func run() throws(CommandError) -> ExitCode {
    let film = try film()
    let figures = try measure(film)
    if arguments.has(.benchJSON) {
      try console.output.write(try JSONText.of(BenchDocument(film, figures), isSpread: true))
    } else {
      try console.output.write(BenchPage(film, figures, style: console.style).text)
    }
    return figures.stages.allSatisfy { $0.ours.failure == nil } ? .success : .incomplete
  }

  private func film() throws(CommandError) -> BenchFilm {
    let name = arguments.positionals[0]
    let input = InputName(name)
    guard name != "-", let path = input.path else {
      throw .usage(
        "\(name == "-" ? "standard input" : name) cannot be read over and over",
        advice: "download it first, then name the file")
    }
    let facts = try console.reading(input) { () throws(MediaError) in
      try MediaDescription(of: input.source, interruption: console.interruption)
    }
    return try BenchFilm(input, OwnProcess.absolute(path), facts, measuring: seconds)
  }

  private func measure(_ film: BenchFilm) throws(CommandError) -> BenchFigures {
    var figures = BenchFigures(
      cores: ProcessInfo.processInfo.activeProcessorCount, rounds: rounds,
      ffmpeg: try version(), stages: BenchStage.allCases.map { .init(stage: $0) })
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    for round in 0..<rounds {
      for place in figures.stages.indices {
        progress?.show("round \(round + 1) of \(rounds): \(figures.stages[place].stage.title)")
        try measure(&figures.stages[place], of: film, oursFirst: round.isMultiple(of: 2))
      }
    }
    let seen = figures[.pictures]?.yield.filmSeconds
    for place in figures.stages.indices { weigh(&figures.stages[place], of: film, seen: seen) }
    return figures
  }

  /// Ours and theirs, one after the other, each first in turn.
  private func measure(
    _ stage: inout BenchFigures.Stage, of film: BenchFilm, oursFirst: Bool
  ) throws(CommandError) {
    let peer = BenchPeer(
      stage.stage, of: film.path, stream: film.stream, seconds: seconds.value,
      environment: console.environment)
    for isOurs in oursFirst ? [true, false] : [false, true] {
      if isOurs, stage.ours.failure == nil {
        let words = BenchWork.words(stage.stage, film.path, seconds: seconds)
        let line = try time(program, words, &stage.ours)
        if let yield = line.flatMap(BenchWork.yield) { stage.yield = yield }
      } else if !isOurs, let peer, stage.theirs?.failure == nil {
        var runs = stage.theirs ?? BenchFigures.Runs()
        _ = try time(peer.program, peer.arguments, &runs)
        stage.theirs = runs
      }
    }
  }

  /// Runs a program, and gives its first line.
  private func time(
    _ program: String, _ words: [String], _ runs: inout BenchFigures.Runs
  ) throws(CommandError) -> [UInt8]? {
    let run = MeasuredRun(program, words, console, patience: patience)
    let result = run.result()
    switch result.ending.cause {
    case .exited(0):
      runs.wall.append(result.seconds)
      runs.processor.append(result.ending.cpu / .seconds(1))
      runs.memory = [runs.memory, result.ending.peakMemory].compactMap(\.self).max()
    case .cancelled: throw CommandError(.cancelled, "the bench was cancelled")
    default: runs.failure = result.failure
    }
    return result.line
  }

  /// Notes how many seconds and bytes of the film a stage went through, as far as its length tells.
  private func weigh(_ stage: inout BenchFigures.Stage, of film: BenchFilm, seen: Double?) {
    guard stage.stage != .probe, let size = film.size.map(Double.init) else { return }
    guard stage.stage.isBounded else { return stage.bytes = size }
    // The last of few pictures lies before the end.
    let seconds = stage.stage == .shots ? stage.yield.filmSeconds : seen
    stage.yield = BenchStage.Yield(pictures: stage.yield.pictures, filmSeconds: seconds)
    guard let length = film.length, length > 0, let seconds else { return }
    stage.bytes = size * min(1, seconds / length)
  }

  /// The version of ffmpeg; nil if it is not on the path.
  private func version() throws(CommandError) -> String? {
    guard let program = SearchPath.program("ffmpeg", console.environment) else { return nil }
    var runs = BenchFigures.Runs()
    let line = try time(program, ["-version"], &runs) ?? []
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    return words.dropFirst(2).first.map(String.init) ?? "of an unknown version"
  }
}
