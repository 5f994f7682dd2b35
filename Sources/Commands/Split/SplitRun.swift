internal import Analysis
internal import Media
internal import MediaTypes
internal import Segmentation

/// One run of `split`.
struct SplitRun {
  /// What is to be cut out, and what is known of the video already.
  private struct Plan {
    let segments: [Segment]
    let zero: Timestamp
    var index: PacketIndex?
  }

  private let arguments: Arguments
  private let console: Console
  private let scan: Scan
  private let names: PartNames
  private let edges: CopyEdges

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    scan = try arguments.scan(console)
    names = try PartNames(arguments)
    let chosen = arguments.text(of: .edges).flatMap(CopyEdges.init)
    guard chosen == nil || !arguments.has(.exactEdges) else {
      throw .usage("--exact leaves --edges nothing to choose", advice: "leave one of them out")
    }
    edges = arguments.has(.exactEdges) ? .exact : chosen ?? .before
    // Wrong words are told before the video is looked at.
    _ = try arguments.segmentBounds(for: try arguments.segmentPolicy(zero: nil))
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: scan.limits) {
      input throws(CommandError) in
      let plan = try plan(for: input)
      let report = try copy(plan, of: input)
      if arguments.has(.splitJSON) {
        try console.output.write(try SplitDocument.lines(report, zero: plan.zero, of: input))
      } else {
        try console.output.write(SplitTable.text(report, zero: plan.zero, console.style))
      }
      if !arguments.has(.quiet) { SplitTable.notes(report).forEach(console.say) }
      return report.parts.contains { $0.fate == .empty } ? .incomplete : .success
    }
  }

  private func plan(for input: InputName) throws(CommandError) -> Plan {
    switch try arguments.segmentPolicy(zero: nil) {
    case .fixed, .given: return try packetPlan(for: input)
    default:
      try checkFirstName(for: input)
      let footage = try FootageRun(
        scan: scan, console: console, isQuiet: arguments.has(.quiet)
      ).footage(of: input)
      return Plan(segments: try VideoTiling(arguments, footage).segments, zero: footage.zero)
    }
  }

  /// Tells before a long look at the video what would be told after it: that the first file is there already.
  private func checkFirstName(for input: InputName) throws(CommandError) {
    guard !arguments.has(.force),
      let kind = names.container ?? CopyContainer(fileName: input.title)
    else { return }
    let start = scan.window.from?.value ?? 0
    for name in try names.names(of: [start], stem: input.stem, suffix: kind.suffix) {
      let path = "\(folder(for: input))/\(name)"
      guard !FileSystem.exists(path) else {
        throw CommandError(.noOutput, "\(path) exists already", advice: "--force replaces it")
      }
    }
  }

  private func folder(for input: InputName) -> String {
    arguments.text(of: .partsOut) ?? "\(input.stem)-parts"
  }

  /// What needs no look at pictures: their times are enough.
  private func packetPlan(for input: InputName) throws(CommandError) -> Plan {
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let index = try console.reading(input) { () throws(MediaError) in
      try PacketIndex(
        of: input.source, limits: scan.limits, interruption: console.interruption,
        onProgress: { progress?.show(Int($0), "seconds read", part: nil) })
    }
    guard let whole = index.range else {
      throw CommandError(.badInput, "\(input.title) has no picture that could be copied")
    }
    let zero = whole.start
    let start = max(zero, scan.window.from.map(zero.advanced) ?? zero)
    let end = min(whole.end, scan.window.to.map(zero.advanced) ?? whole.end)
    let ticks = index.pictures.map(\.pts).filter { $0 >= start.ticks && $0 < end.ticks }
    guard let first = ticks.first else {
      throw CommandError(.badInput, "\(input.title): no picture lies in what was asked for")
    }
    let tiling = try VideoTiling(
      arguments, range: TimeRange(Timestamp(first, index.timeBase), upTo: end), zero: zero,
      frames: FrameStarts(ticks, index.timeBase))
    return Plan(segments: tiling.segments, zero: zero, index: index)
  }

  private func copy(_ plan: Plan, of input: InputName) throws(CommandError) -> CopyReport {
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let copier = try console.reading(input) { () throws(MediaError) in
      try StreamCopier(
        input.source, index: plan.index, limits: scan.limits, interruption: console.interruption)
    }
    let folder = folder(for: input)
    let names = try names.names(
      of: plan.segments.map { $0.range.start.seconds(since: plan.zero) }, stem: input.stem,
      suffix: (self.names.container ?? copier.container(for: edges)).suffix)
    try FileSystem.makeFolder(folder)
    let requests = zip(plan.segments, names).map { segment, name in
      CopyRequest(segment.range, path: "\(folder)/\(name)")
    }
    let length = copier.index.range?.seconds
    do {
      return try copier.copy(
        requests, into: self.names.container, edges: edges, replacing: arguments.has(.force),
        onProgress: { seconds in
          let passed = seconds - plan.zero.seconds
          progress?.show(Int(passed), "seconds copied", part: length.map { passed / $0 })
        })
    } catch {
      let plain = CommandError(error, of: input)
      guard error.code == .unsupportedCodec else { throw plain }
      throw CommandError(
        plain.exitCode, plain.message, advice: "--container mkv takes nearly everything")
    }
  }
}
