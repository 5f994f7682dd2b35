internal import Analysis
internal import Media
internal import MediaTypes
internal import Providers
internal import Rendering

/// One run of `render supercut`.
struct SupercutRun {
  private let arguments: Arguments
  private let console: Console
  private let path: String
  private let prompt: String
  private let size: Picture.Layout?
  private let seconds: Ratio
  private let limits: MediaLimits

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    path = try arguments.filmPath()
    size = try arguments.value(.supercutSize, .filmSize)
    seconds = try arguments.value(.supercutSeconds, .seconds) ?? 30
    limits = try arguments.limits()
    prompt = arguments.text(of: .supercutPrompt) ?? ""
    guard prompt.contains(where: { !$0.isWhitespace }) else {
      throw .usage("nothing says what to show", advice: "add --prompt \"…\"")
    }
    for name in arguments.positionals where name == "-" || InputName(name).isURL {
      throw .usage("\(name) cannot be read twice", advice: "download it first, then name the file")
    }
    guard arguments.has(.force) || !FileSystem.exists(path) else {
      throw CommandError(.noOutput, "\(path) exists already", advice: "--force replaces it")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    var order = SupercutOrder(try pieces())
    order.longest = seconds
    order.size = size.map { ($0.width, $0.height) }
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let facts = try FilmFile.writing(path) { () throws(MediaError) in
      try Supercut(order).render(
        to: path, replacing: arguments.has(.force), interruption: console.interruption
      ) { part in
        progress?.show(Int(part * 100), "percent rendered", part: part)
      }
    }
    progress?.end()
    try FilmFile.tell(
      facts, path, isJSON: arguments.has(.filmJSON), isQuiet: arguments.has(.quiet), to: console)
    return .success
  }

  private func pieces() throws(CommandError) -> [SupercutOrder.Piece] {
    var videos: [(name: String, result: AnalysisResult)] = []
    for name in arguments.positionals { videos.append((name, try analyse(InputName(name)))) }
    let found = videos.filter { choice(of: $0.result, seconds.value).isFound }
    if found.isEmpty {
      console.say("nothing fits the prompt, so stretches from everywhere are taken")
    }
    return pieces(of: found.isEmpty ? videos : found)
  }

  /// Gives every video as much of the film, and what one leaves to the others.
  private func pieces(
    of videos: [(name: String, result: AnalysisResult)]
  ) -> [SupercutOrder.Piece] {
    let most = videos.map { choice(of: $0.result, seconds.value).seconds }
    var stretches = videos.map { _ in [TimeRange]() }
    var (rest, others) = (seconds.value, videos.count)
    for place in videos.indices.sorted(by: { (most[$0], $0) < (most[$1], $1) }) {
      let choice = choice(of: videos[place].result, rest / Double(others))
      stretches[place] = choice.stretches
      rest -= choice.seconds
      others -= 1
    }
    return zip(videos, stretches).flatMap { video, stretches in
      stretches.map { SupercutOrder.Piece(source: video.name, range: $0) }
    }
  }

  private func choice(of result: AnalysisResult, _ longest: Double) -> SupercutChoice {
    SupercutChoice(prompt, longest: longest, of: result)
  }

  private func analyse(_ input: InputName) throws(CommandError) -> AnalysisResult {
    var request = AnalysisRequest(input.source)
    request.scan.limits = limits
    request.screenLanguages = try arguments.screenLanguages()
    request.sidecars = try arguments.sidecars(of: input)
    let folder = console.cacheFolder.map { "\($0)/analyses" }
    let analyzer = Analyzer(EmbeddedModel(), keepingIn: folder)
    let progress = AnalysisProgress(console.progress(isQuiet: arguments.has(.quiet)))
    defer { progress.end() }
    let asked = request
    do {
      return try console.waiting { () async throws(AnalysisError) in
        try await analyzer.run(asked) { progress.show($0) }
      }
    } catch {
      throw CommandError(error, of: input)
    }
  }
}
