internal import Confinement
internal import JSON
internal import Tasks
internal import Threads

/// One try to do a task, from its claim to what becomes of it.
struct Attempt: Sendable {
  private enum Event {
    case worked(Verdict, Ending?)
    case exceeded(String)
    case taken
    case quiet
  }

  let store: Store
  let settings: WorkerSettings
  let task: TaskRecord
  let claim: TaskClaim
  let drafts: DraftFolder
  let prepare: WorkerPool.Prepare
  let report: @Sendable (WorkerEvent) -> Void

  /// Does the task; when this is cancelled, it is given back.
  func run() async {
    report(.began(task: claim.task, attempt: claim.attempt))
    let (verdict, ending) = await verdict()
    // What was done is to be written down also by a pool that ends.
    await Task { await settle(verdict, ending) }.value
    if case .notStarted = ending?.cause {
      // It will not be better at once.
      try? await Task.sleep(for: .seconds(1))
    }
  }

  // MARK: Doing

  /// Works until that is over, or nobody wants it any more.
  private func verdict() async -> (Verdict, Ending?) {
    let notes = ProgressNotes()
    return await withTaskGroup(of: Event.self) { group in
      group.addTask { await work(notes) }
      group.addTask { await waitUntilTaken() }
      group.addTask { await waitForExcess() }
      group.addTask {
        await notes.write(of: claim, to: store.tasks, lease: settings.lease)
        return .quiet
      }
      var (excess, result) = (String?.none, (Verdict.stopped, Ending?.none))
      for await event in group {
        switch event {
        case .worked(let verdict, let ending):
          result = (excess.map { .fell($0) } ?? verdict, ending)
          group.cancelAll()
        case .exceeded(let reason):
          excess = reason
          group.cancelAll()
        case .taken: group.cancelAll()
        case .quiet: break
        }
      }
      return result
    }
  }

  private func waitUntilTaken() async -> Event {
    while !Task.isCancelled {
      do throws(StoreError) {
        _ = try await store.tasks.end(of: claim)
        return .taken
      } catch {
        report(.trouble(error))
        try? await Task.sleep(for: .seconds(1))
      }
    }
    return .taken
  }

  /// Looks after the files that are made, which no limit of the system counts together.
  private func waitForExcess() async -> Event {
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      let (count, bytes) = await drafts.contents()
      if count > settings.draftCount {
        return .exceeded("made more than \(settings.draftCount) files")
      }
      if bytes > settings.draftBytes {
        return .exceeded("made files of more than \(settings.draftBytes.words)")
      }
    }
    return .quiet
  }

  private func work(_ notes: ProgressNotes) async -> Event {
    let preparation: Preparation
    do throws(WorkFailure) {
      preparation = try await prepare(
        WorkerAttempt(task: task, drafts: drafts.path, report: notes.note))
    } catch {
      guard !Task.isCancelled else { return .worked(.stopped, nil) }
      return .worked(.failed(.init(code: error.code, reason: error.reason)), nil)
    }
    let limits = preparation.limits ?? settings.limits
    let said = Guarded(Verdict.Said())
    let ending = await child(limits).run(input: Array("\(preparation.order.text)\n".utf8)) { line in
      await take(line, said, notes)
    }
    await Task { await preparation.cleanup() }.value
    return .worked(Verdict(ending, said.withLock { $0 }, limits), ending)
  }

  private func child(_ limits: WorkerLimits) -> ChildProcess {
    var child = ChildProcess(
      settings.executable, settings.arguments, environment: settings.environment)
    child.limits = ProcessLimits(
      memory: limits.memory, cpu: limits.cpu, fileSize: limits.fileSize,
      openFiles: limits.openFiles, niceness: limits.niceness)
    (child.wallClock, child.grace) = (limits.wallClock, settings.grace)
    (child.longestLine, child.mostOutput) = (limits.lineLength, limits.output)
    return child
  }

  private func take(
    _ line: [UInt8], _ said: borrowing Guarded<Verdict.Said>, _ notes: ProgressNotes
  ) async -> ChildProcess.Reaction {
    let word = ChildWord(line)
    let isOpen = said.withLock { said in
      if said.breach == nil {
        if said.last != nil {
          said.breach = "went on after its last word"
        } else if word == nil {
          said.breach = "wrote a line that means nothing"
        }
      }
      return said.breach == nil
    }
    guard isOpen, let word else { return .dismiss }
    switch word {
    case .progress(let value): notes.note(value)
    case .checkpoint(let value):
      await persist { () throws(StoreError) in
        try await store.tasks.progress(
          of: claim, checkpoint: value.text, lease: settings.lease)
      }
    case .done, .failed:
      said.withLock { $0.last = word }
      return .endWithin(settings.farewell)
    }
    return .goOn
  }

  // MARK: What becomes of it

  private func settle(_ verdict: Verdict, _ ending: Ending?) async {
    var fall: String?
    switch verdict {
    case .done(let result): fall = await keep(result)
    case .failed(let failure):
      await persist { () throws(StoreError) in
        try await store.tasks.finish(claim, .failed(failure))
      }
    case .fell(let reason): fall = reason
    case .stopped:
      await persist { () throws(StoreError) in try await store.tasks.giveBack(claim) }
    }
    if let reason = fall {
      await persist { () throws(StoreError) in
        try await store.tasks.fall(of: claim, because: "the worker \(reason)")
      }
    }
    report(.ended(task: claim.task, attempt: claim.attempt, ending, fall: fall))
  }

  /// Hands in a result; gives what was wrong with it.
  private func keep(_ result: ChildWord.Result) async -> String? {
    var files: [ResultFile] = []
    for file in result.files {
      guard let draft = await drafts.file(file.draft) else {
        return "named a file that it did not make"
      }
      files.append(ResultFile(name: file.name, type: file.type, draft: draft))
    }
    let refusal = await persist { [files] () throws(StoreError) in
      try await store.tasks.finish(
        claim, .done(result.text, warning: result.warning), files: files)
    }
    return switch refusal?.code {
    case .notFound, .invalidRequest, .tooLarge: "gave a result that cannot be kept"
    default: nil
    }
  }

  /// Tells the store something, again and again while it is the store that fails; gives why it would not have it.
  @discardableResult
  private func persist(
    _ work: () async throws(StoreError) -> TaskRecord
  ) async -> StoreError? {
    for _ in 0..<Self.mostTries {
      do throws(StoreError) {
        _ = try await work()
        return nil
      } catch {
        guard [.busy, .diskFull, .unusable].contains(error.code) else { return error }
        report(.trouble(error))
      }
      try? await Task.sleep(for: .seconds(1))
    }
    // The lease ends, and then it is tried again.
    return nil
  }

  private static let mostTries = 30
}
