internal import Media
internal import MediaTypes

/// One run of `frames`.
struct FramesRun {
  private let arguments: Arguments
  private let console: Console
  private let plan: FramesPlan
  private let drawing: FrameDrawing
  private let limits: MediaLimits

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    plan = try FramesPlan(arguments)
    drawing = try FrameDrawing(arguments)
    limits = try arguments.limits()
    guard isPiped else { return }
    if arguments.has(.framesJSON) {
      throw .usage(
        "--json and --out - both write to standard output", advice: "name a folder with --out")
    }
    if console.output.isTerminal {
      throw .usage("pictures would be written to the terminal", advice: "add \"| program\"")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: limits) {
      input throws(CommandError) in
      try run(input)
    }
  }

  private var isPiped: Bool { arguments.text(of: .framesOut) == "-" }

  private func run(_ input: InputName) throws(CommandError) -> ExitCode {
    var sampler = try console.reading(input) { () throws(MediaError) in try self.sampler(input) }
    let path = arguments.text(of: .framesOut) ?? "\(input.stem)-frames"
    let folder =
      isPiped ? nil : try FrameFolder(path, isReplacing: arguments.has(.force))
    var progress = console.progress(isQuiet: arguments.has(.quiet))
    defer { progress?.end() }
    let end = plan.window.to?.value ?? sampler.description.containerDuration?.seconds
    var number = 0
    while let sample = try next(&sampler, of: input) {
      guard let zero = sampler.zero else { continue }
      number += 1
      let line = FrameLine(sample, number: number, zero: zero, format: drawing.format)
      try folder?.add(line, sample.drawing.bytes)
      for _ in 0..<(isPiped ? max(1, sample.instants.count) : 0) {
        try console.output.write(sample.drawing.bytes)
      }
      let start = plan.window.from?.value ?? 0
      let passed = sample.frame.timestamp.seconds(since: zero) - start
      progress?.show(number, "pictures", part: end.map { passed / ($0 - start) })
    }
    try folder?.finish()
    progress?.end()
    return try finish(input, sampler.report, sampler.zero, folder: path)
  }

  private func sampler(_ input: InputName) throws(MediaError) -> FrameSampler<FrameDrawing.Drawn> {
    let description = try MediaDescription(
      of: input.source, limits: limits, interruption: console.interruption)
    let isFixed = isPiped && drawing.format == .rgb
    let drawing = isFixed ? description.video.map(drawing.fixed) ?? drawing : drawing
    return try FrameSampler(
      input.source, plan.plan, window: plan.window,
      bytesPerDrawing: description.video.map(drawing.byteCount) ?? 1, limits: limits,
      interruption: console.interruption
    ) { frame throws(MediaError) in try drawing.draw(frame) }
  }

  private func next(
    _ sampler: inout FrameSampler<FrameDrawing.Drawn>, of input: InputName
  ) throws(CommandError) -> Sample<FrameDrawing.Drawn>? {
    do {
      return try sampler.next()
    } catch {
      throw CommandError(error, of: input)
    }
  }

  private func finish(
    _ input: InputName, _ report: SamplingReport, _ zero: Timestamp?, folder: String
  ) throws(CommandError) -> ExitCode {
    if arguments.has(.framesJSON) {
      let document = SamplingDocument(input.text, plan, folder: folder, report, zero: zero)
      try console.output.write(try JSONText.of(document, isSpread: true))
    }
    guard report.framesDelivered > 0 else {
      throw CommandError(
        .incomplete, "\(input.title): no picture is on show at what was asked (\(plan.title))",
        advice: "\"shotlog probe --exact\" tells how long it is")
    }
    if !arguments.has(.quiet), !arguments.has(.framesJSON) {
      console.say(FramesSummary.line(report, in: isPiped ? nil : folder))
    }
    return .success
  }
}
