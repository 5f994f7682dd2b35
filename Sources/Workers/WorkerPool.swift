internal import Confinement
package import Tasks
internal import Threads

/// Takes tasks from the store and has child processes do them, so many at once.
package final class WorkerPool: Sendable {
  /// Gets ready what a child needs; what it throws fails the task, unless it was cancelled.
  package typealias Prepare =
    @Sendable (WorkerAttempt) async throws(WorkFailure) -> Preparation

  private struct State {
    var attempts: [TaskClaim: (work: Task<Void, Never>, drafts: DraftFolder, isPatient: Bool)] =
      [:]
    var isStopping = false
    var isBehind = false
  }

  private let store: Store
  private let settings: WorkerSettings
  private let prepare: Prepare
  private let report: @Sendable (WorkerEvent) -> Void
  private let state = Guarded(State())

  /// How many tasks are being done.
  package var busy: Int { state.withLock { $0.attempts.count } }

  /// Makes a pool for the one server of a data folder.
  ///
  /// - Parameters:
  ///   - store: Where tasks come from.
  ///   - settings: How they are run.
  ///   - report: Called for what happens, from any thread; it must not block.
  ///   - prepare: Gets ready what a child needs.
  package init(
    _ store: Store, _ settings: WorkerSettings,
    report: @escaping @Sendable (WorkerEvent) -> Void = { _ in }, prepare: @escaping Prepare
  ) {
    (self.store, self.settings, self.report, self.prepare) = (store, settings, report, prepare)
  }

  /// Does tasks until this is cancelled; then those that run get some time, and what is left is given back.
  ///
  /// What an earlier server left running is queued again without blame: it was not a task that ended the server.
  package func run() async {
    let (wakes, bell) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    // Of their own, since they are to outlive the cancellation for a while.
    let life = Task { await live(wakes, bell) }
    await withTaskCancellationHandler {
      await life.value
    } onCancel: {
      state.withLock { $0.isStopping = true }
      bell.finish()
    }
  }

  private func live(_ wakes: AsyncStream<Void>, _ bell: AsyncStream<Void>.Continuation) async {
    await store.folder.removeDraftFolders(Self.draftPrefix)
    await trying { () throws(StoreError) in
      _ = try await store.tasks.requeueInterrupted(blaming: false)
    }
    // The stream before the first look, so that nothing comes in between.
    let arrivals = store.tasks.arrivals()
    let listener = Task { for await _ in arrivals { bell.yield() } }
    let rounds = Task { await goRounds(bell) }
    bell.yield()
    for await _ in wakes { await takeTasks(bell) }
    await finish()
    listener.cancel()
    rounds.cancel()
    await rounds.value
  }

  /// Takes as many tasks as there are places for.
  private func takeTasks(_ bell: AsyncStream<Void>.Continuation) async {
    await takeTasks(settings.kinds, settings.count, isPatient: false, bell)
    guard !settings.patientKinds.isEmpty else { return }
    await takeTasks(settings.patientKinds, settings.patientCount, isPatient: true, bell)
  }

  private func takeTasks(
    _ kinds: Set<String>, _ places: Int, isPatient: Bool, _ bell: AsyncStream<Void>.Continuation
  ) async {
    while state.withLock({ state in
      !state.isStopping && state.attempts.values.count { $0.isPatient == isPatient } < places
    }) {
      do throws(StoreError) {
        let task = try await store.tasks.claim(
          kinds, for: "process \(Confinement.ownProcess)", lease: settings.lease)
        guard let task, let claim = TaskClaim(task) else { return }
        try await begin(task, claim, isPatient: isPatient, bell)
      } catch {
        report(.trouble(error))
        state.withLock { $0.isBehind = true }
        return
      }
    }
  }

  private func begin(
    _ task: TaskRecord, _ claim: TaskClaim, isPatient: Bool,
    _ bell: AsyncStream<Void>.Continuation
  ) async throws(StoreError) {
    let drafts: DraftFolder
    do throws(StoreError) {
      drafts = try await store.folder.makeDraftFolder(
        "\(Self.draftPrefix)\(claim.task)-\(claim.attempt)")
    } catch {
      try await store.tasks.giveBack(claim)
      throw error
    }
    let attempt = Attempt(
      store: store, settings: settings, task: task, claim: claim, drafts: drafts,
      prepare: prepare, report: report)
    // The lock is held until it is in the list, so that it cannot be taken off before.
    state.withLock { state in
      let work = Task {
        await attempt.run()
        await drafts.remove()
        self.state.withLock { $0.attempts[claim] = nil }
        bell.yield()
      }
      state.attempts[claim] = (work, drafts, isPatient)
    }
  }

  /// Lets running tasks come to their ends, and gives back those that do not.
  private func finish() async {
    let running = state.withLock { $0.attempts.values.map(\.work) }
    let patience = Task {
      try await Task.sleep(for: settings.patience)
      for work in running { work.cancel() }
    }
    for work in running { await work.value }
    patience.cancel()
  }

  // MARK: Rounds

  /// Learns what other processes did, and keeps leases, until this is cancelled.
  private func goRounds(_ bell: AsyncStream<Void>.Continuation) async {
    var renewal = ContinuousClock.now
    while !Task.isCancelled {
      guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
      await trying { () throws(StoreError) in try await store.tasks.lookAround() }
      if ContinuousClock.now >= renewal {
        renewal = .now + settings.lease / 3
        await renew()
      }
      let wasBehind = state.withLock { state in
        defer { state.isBehind = false }
        return state.isBehind
      }
      if wasBehind { bell.yield() }
    }
  }

  /// Keeps what runs, then frees what nobody keeps.
  private func renew() async {
    for (claim, attempt) in state.withLock({ $0.attempts }) {
      await attempt.drafts.keep()
      await trying { () throws(StoreError) in
        do throws(StoreError) {
          try await store.tasks.progress(of: claim, lease: settings.lease)
        } catch {
          // Its attempt learns of that by itself.
          guard error.code == .claimLost else { throw error }
        }
      }
    }
    await trying { () throws(StoreError) in
      _ = try await store.tasks.requeueInterrupted(onlyExpired: true, blaming: false)
    }
  }

  private func trying(_ work: () async throws(StoreError) -> Void) async {
    do throws(StoreError) { try await work() } catch { report(.trouble(error)) }
  }

  private static let draftPrefix = "attempt-"
}
