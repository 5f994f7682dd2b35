internal import Analysis
internal import Documents
internal import Exports
internal import FoundationEssentials
internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Providers
internal import Segmentation
internal import Services

/// One run of `analyze` over its videos.
struct AnalyzeRun {
  private let arguments: Arguments
  private let console: Console
  private let scan: Scan
  private let list: ListFile
  private let analyzer: Analyzer
  private var isComplete = true

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    scan = try arguments.scan(console)
    list = try ListFile(arguments)
    let folder = arguments.has(.noAnswerCache) ? nil : console.cacheFolder.map { "\($0)/analyses" }
    let model = try arguments.videoModel(console)
    analyzer = Analyzer(
      model, hearingWith: try arguments.transcriber(console, beside: model), keepingIn: folder)
    if arguments.positionals.count > 1, case .export = list.form {
      throw .usage(
        "one list cannot hold several videos", advice: "use --json, or one command for each")
    }
    if arguments.has(.asService), list.form != .table {
      throw .usage("--as and --format are two ways to write", advice: "choose one")
    }
    // Wrong words are told before the first video is looked at.
    _ = try arguments.analysisRequest(InputName("-"), scan: scan)
  }

  mutating func run() throws(CommandError) -> ExitCode {
    let names = arguments.positionals
    var pieces: [UInt8] = []
    var failures = 0
    for name in names {
      do {
        let bytes = try analyse(name)
        if list.file.path == nil { try console.output.write(bytes) } else { pieces += bytes }
      } catch {
        guard ![.outputClosed, .cancelled].contains(error.exitCode), names.count > 1 else {
          throw error
        }
        console.say(error.line)
        failures += 1
      }
    }
    if let path = list.file.path {
      try list.file.write(pieces, to: console)
      if !arguments.has(.quiet) { console.say("written to \(path)") }
    }
    return failures == 0 && (isComplete || !arguments.has(.strict)) ? .success : .incomplete
  }

  /// What is to be written about a video.
  private mutating func analyse(_ name: String) throws(CommandError) -> [UInt8] {
    var isWhole = true
    let bytes = try console.withInput(name, limits: scan.limits) {
      input throws(CommandError) -> [UInt8] in
      if arguments.has(.offline), input.isURL {
        throw CommandError(
          .unsupported, "\(input.title): --offline opens no connection",
          advice: "download it first, then name the file")
      }
      let request = try arguments.analysisRequest(input, scan: scan)
      if arguments.has(.dryRun) { return try plan(request, of: input) }
      let result = try analyse(request, of: input)
      isWhole = result.completeness == .complete && result.problems.isEmpty
      for problem in result.problems { console.say("\(input.title): \(problem.message)") }
      return try self.bytes(result, asked: request, of: input)
    }
    isComplete = isComplete && isWhole
    return bytes
  }

  private func analyse(
    _ request: AnalysisRequest, of input: InputName
  ) throws(CommandError) -> AnalysisResult {
    let progress = AnalysisProgress(console.progress(isQuiet: arguments.has(.quiet)))
    defer { progress.end() }
    let analyzer = analyzer
    do {
      return try console.waiting { () async throws(AnalysisError) in
        try await analyzer.run(request) { progress.show($0) }
      }
    } catch {
      throw CommandError(error, of: input)
    }
  }

  private func plan(
    _ request: AnalysisRequest, of input: InputName
  ) throws(CommandError) -> [UInt8] {
    let analyzer = analyzer
    do {
      let plan = try console.waiting { () async throws(AnalysisError) in
        try await analyzer.plan(request)
      }
      return Array(PlanTable.text(plan, analyzer.model.identity, console.style).utf8)
    } catch {
      throw CommandError(error, of: input)
    }
  }

  private func bytes(
    _ result: AnalysisResult, asked request: AnalysisRequest, of input: InputName
  ) throws(CommandError) -> [UInt8] {
    let isSpread = arguments.positionals.count == 1
    let document = result.document(
      asked: request, source: input.title, generator: Release.generator,
      includingRun: !arguments.has(.reproducible))
    if let name = arguments.text(of: .asService), let service = SpokenService(rawValue: name) {
      let now = ServiceTime(
        milliseconds: arguments.has(.reproducible)
          ? 0 : Int64(Date().timeIntervalSince1970 * 1000))
      do {
        let spoken = try service.document(
          result, asked: request, source: input.title, native: document,
          stamp: ServiceStamp(createdAt: now, completedAt: now))
        return Array((spoken.text + "\n").utf8)
      } catch {
        throw CommandError(.incomplete, "\(input.title): \(error.message)")
      }
    }
    switch list.form {
    case .table:
      let title = isSpread ? nil : input.title
      return Array(AnalysisPage(result, title: title, style: console.style).text.utf8)
    case .document: return Array(((isSpread ? document.spreadText : document.text) + "\n").utf8)
    case .export(let format): return try export(result, of: input, as: format)
    }
  }

  private func export(
    _ result: AnalysisResult, of input: InputName, as format: ExportFormat
  ) throws(CommandError) -> [UInt8] {
    var entries = AnalysisEntries.entries(of: result)
    if format == .html {
      let pictures = try console.reading(input) { () throws(MediaError) in
        try Thumbnails(limits: scan.limits, interruption: console.interruption)
          .pictures(
            of: input.source, result.footage,
            at: entries.map { result.footage.bestInstant(of: $0.range) })
      }
      for place in entries.indices { entries[place].thumbnail = pictures[place] }
    }
    return try FootageExport.bytes(entries, ExportSource(result.footage, of: input), format)
  }
}

extension CommandError {
  /// An analysis that gave no result.
  init(_ error: AnalysisError, of input: InputName) {
    if let media = error.media {
      self.init(media, of: input)
      return
    }
    let code: ExitCode =
      switch error.code {
      case .unreadableMedia: .badInput
      case .invalidRequest: .usage
      case .screenUnreadable: .unsupported
      case .cancelled: .cancelled
      }
    self.init(code, "\(input.title): \(error.message)", code: error.code.rawValue)
  }
}
