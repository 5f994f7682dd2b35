internal import Batches
internal import Confinement
internal import JSON
internal import Threads

/// One run of `batch` over its items.
struct BatchRun: Sendable {
  private let console: Console
  private let settings: BatchSettings
  private let rights: BatchRights
  private let program: [String]
  private let desk: BatchDesk
  private let feed: BatchFeed
  private let listener: any BatchListener
  private let isQuiet: Bool
  private let start = ContinuousClock.now

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    self.console = console
    settings = try BatchSettings(arguments, console)
    let words = try BatchWords(arguments, console)
    rights = BatchRights(words, memory: settings.memory, console)
    isQuiet = arguments.has(.quiet)
    program = try Self.program(console)
    var (output, shunned): (any BatchOutput, [String]) = (StreamOutput(console.output), [])
    if let path = settings.folder {
      do throws(BatchError) {
        let folder = try ResultFolder(path, shard: settings.shard)
        (output, shunned) = (FolderOutput(folder: folder), [folder.results])
      } catch {
        throw CommandError(error)
      }
    }
    listener = Self.listener(settings, console, isQuiet: isQuiet)
    desk = BatchDesk(settings, output, listener, console.interruption, shunning: shunned)
    feed = BatchFeed(desk, words)
  }

  func run() throws(CommandError) -> ExitCode {
    rights.prepare()
    console.waiting { await work() }
    desk.output.close()
    listener.end()
    if let failure = desk.failure { throw failure }
    let tally = desk.tally
    let summary = BatchSummary(
      tally, settings, seconds: start.duration(to: .now) / .seconds(1),
      wasStopped: desk.isCancelled)
    if settings.tellsEvents {
      try console.output.write(summary.event.text + "\n")
    } else if !isQuiet {
      let text = summary.text(console.style)
      if settings.folder == nil {
        try? console.error.write(text)
      } else {
        try console.output.write(text)
      }
    }
    if desk.isCancelled {
      if !isQuiet, settings.folder != nil {
        console.say("stopped; the same command goes on where this one was")
      }
      return .cancelled
    }
    return tally.failures > 0 || tally.ended == 0 ? .incomplete : .success
  }

  // MARK: Working

  private func work() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await OwnThread.run { feed.walk() } }
      group.addTask { await OwnThread.run { desk.count() } }
      group.addTask { await workOff() }
    }
  }

  /// Does one item after the other, so many at once.
  private func workOff() async {
    await withTaskGroup(of: Int.self) { group in
      var free = Array((1...settings.jobs).reversed())
      while true {
        while free.isEmpty, let worker = await group.next() { free.append(worker) }
        guard let next = await OwnThread.run({ feed.next() }) else { break }
        // Whoever is done meanwhile has a lower number than those that were never needed.
        let worker = free.removeLast()
        let threads = ThreadShare.threads(jobs: settings.jobs, left: next.left)
        group.addTask {
          await attend(to: next.ready, worker: worker, threads: threads)
          return worker
        }
      }
    }
  }

  private func attend(to ready: BatchFeed.Ready, worker: Int, threads: Int) async {
    desk.tell(.began(worker: worker, source: ready.item.source, threads: threads))
    do {
      let (outcome, draft) = try await outcome(of: ready, worker: worker, threads: threads)
      guard let line = line(for: outcome, of: ready) else { return }
      let settled = try desk.settle(line, draft, worker: worker)
      try feed.end(ready, as: settled)
    } catch let error as CommandError {
      desk.fail(error)
    } catch let error as BatchError {
      desk.fail(CommandError(error))
    } catch {
      desk.fail(CommandError(.unsupported, "\(error)"))
    }
  }

  /// Tries an item until its process ends by itself; one that brings down several is given up.
  private func outcome(
    of ready: BatchFeed.Ready, worker: Int, threads: Int
  ) async throws(BatchError) -> (ItemOutcome, any ResultDraft) {
    var fall = ""
    for _ in 0..<Self.mostFalls {
      let draft = try desk.output.draft(worker)
      let attempt = ItemAttempt(
        program: program, console: console,
        order: CommandOrder(
          words: ready.words, path: ready.item.path, threads: threads,
          isNamed: ready.item.isNamed),
        rights: rights.json(for: ready.item, ready.settings), memory: settings.memory,
        timeout: settings.timeout
      ) { stage, part in
        desk.tell(.progress(worker: worker, stage: stage, part: part))
      }
      let outcome = try await attempt.run { bytes throws(BatchError) in try draft.take(bytes) }
      guard case .fell(let reason) = outcome else { return (outcome, draft) }
      if Task.isCancelled { return (.stopped, draft) }
      fall = reason
    }
    let outcome = ItemOutcome.failed(
      code: "crashed", reason: "\(fall), \(Self.mostFalls) times in a row")
    return (outcome, try desk.output.draft(worker))
  }

  /// What is written down of an item; nil if it was taken away.
  private func line(for outcome: ItemOutcome, of ready: BatchFeed.Ready) -> LedgerLine? {
    let (item, key) = (ready.item, ready.key)
    var line = LedgerLine(source: item.source, id: key.text, .failed)
    switch outcome {
    case .done(let isComplete, let reason):
      line.status = isComplete || !settings.isStrict ? .done : .failed
      line.result = line.status == .done ? ResultFolder.name(of: item, key) : nil
      if !isComplete {
        (line.code, line.reason) = ("incomplete", reason ?? "not all was answered")
      }
    case .failed(let code, let reason):
      if !item.isNamed, Self.isNoVideo(item.path, code) { line.status = .skipped }
      (line.code, line.reason) = (code, TextStyle.harmless(reason))
    case .stopped, .fell: return nil
    }
    return line
  }

  // MARK: Beginning

  /// The program that does the items: this one, unless tests say otherwise.
  private static func program(_ console: Console) throws(CommandError) -> [String] {
    if let path = console.environment["SHOTLOG_WORKER"], !path.isEmpty {
      return [path, WorkTool.word]
    }
    guard let path = OwnProcess.program else {
      throw CommandError(
        .unsupported, "the system does not say which program this is",
        advice: "mount /proc, where processes learn of themselves")
    }
    return [path, WorkTool.word]
  }

  private static func listener(
    _ settings: BatchSettings, _ console: Console, isQuiet: Bool
  ) -> any BatchListener {
    if settings.tellsEvents { return EventListener(console.output) }
    if isQuiet { return SilentListener() }
    let isDumb = console.environment["TERM"] == "dumb"
    return console.error.isTerminal && !isDumb
      ? TerminalListener(console.error) : LineListener(console.error)
  }

  /// Whether something that nobody named is no video, rather than a broken one.
  private static func isNoVideo(_ path: String, _ code: String) -> Bool {
    switch code {
    case "no_video_stream", "empty": true
    case "not_media": !ContentGuess.isMeantAsFilm(path)
    default: false
    }
  }

  private static let mostFalls = 3
}
