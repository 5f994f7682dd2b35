internal import Documents
internal import Media
internal import MediaTypes

/// One run of `probe` over its files.
struct ProbeRun {
  private let arguments: Arguments
  private let console: Console
  private let limits: MediaLimits
  private var hasShown = false

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    limits = try arguments.limits()
    if arguments.positionals.count(where: { $0 == "-" }) > 1 {
      throw .usage("standard input was named twice", advice: "write - once")
    }
  }

  mutating func run() throws(CommandError) -> ExitCode {
    let names = arguments.positionals
    var failures: [CommandError] = []
    for name in names {
      do {
        try probe(name)
      } catch {
        guard ![.outputClosed, .cancelled].contains(error.exitCode), names.count > 1 else {
          throw error
        }
        console.say(error.line)
        failures.append(error)
      }
    }
    return failures.isEmpty ? .success : .incomplete
  }

  private mutating func probe(_ name: String) throws(CommandError) {
    let isJSON = arguments.has(.probeJSON)
    do {
      try console.withInput(name, limits: limits) { input throws(CommandError) in
        let (facts, index) = try console.reading(input) { () throws(MediaError) in
          try self.facts(of: input)
        }
        try checkPixels(facts, of: input)
        if isJSON { return try write(ProbeDocument(name, facts, index)) }
        let page = ProbePage(name, facts, index, style: console.style).text
        try console.output.write(hasShown ? "\n" + page : page)
        hasShown = true
      }
    } catch {
      if isJSON, error.exitCode != .outputClosed, error.exitCode != .cancelled {
        try write(FailureDocument(file: name, error: error))
      }
      throw error
    }
  }

  private func facts(
    of input: InputName
  ) throws(MediaError) -> (MediaDescription, PacketIndex?) {
    let description = try MediaDescription(
      of: input.source, limits: limits, interruption: console.interruption)
    guard arguments.has(.exact), description.mainVideo != nil else { return (description, nil) }
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let length = description.containerDuration?.seconds
    let start = description.start?.seconds ?? 0
    let show: (Double) -> Void = { seconds in
      let passed = min(max(0, seconds - start), 1e9)
      progress?.show(Int(passed), "seconds", part: length.map { passed / $0 })
    }
    guard let path = input.path, let folder = console.cacheFolder, !arguments.has(.noCache) else {
      return (
        description,
        try PacketIndex(
          of: input.source, limits: limits, interruption: console.interruption, onProgress: show)
      )
    }
    let index = try IndexCache(folder: "\(folder)/indexes").index(
      ofFileAt: path, limits: limits, interruption: console.interruption, onProgress: show)
    return (description, index)
  }

  /// Nothing is decoded here that the limit could stop, but who asks means to decode later.
  private func checkPixels(
    _ facts: MediaDescription, of input: InputName
  ) throws(CommandError) {
    let most = facts.videos.map { Int64($0.width) * Int64($0.height) }.max() ?? 0
    guard most > limits.pixels else { return }
    throw CommandError(
      .limit, "\(input.title): pictures have \(most) pixels, and \(limits.pixels) are allowed",
      advice: "--max-pixels allows more")
  }

  private func write(_ document: some Encodable) throws(CommandError) {
    let isSpread = arguments.positionals.count == 1
    try console.output.write(try JSONText.of(document, isSpread: isSpread))
  }
}
