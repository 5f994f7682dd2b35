internal import Delivering
internal import Fetching
internal import JSON
internal import Tasks
internal import Workers

/// Everything that goes on behind the answers: workers at their tasks, and keeping order.
struct Workshop: Sendable {
  let desk: Desk
  let fetcher: Fetcher
  let log: ServerLog

  /// Works until it is cancelled, then puts back what is not done.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await pool.run() }
      group.addTask { await deliverer.run() }
      group.addTask { await makeRoom() }
    }
  }

  private var deliverer: Deliverer {
    let receivers = desk.settings.webhooks.compactMap { Receiver(url: $0.url, secret: $0.secret) }
    var settings = Deliverer.Settings()
    let log = log
    settings.onTrouble = { log.trouble($0) }
    return Deliverer(desk.store.deliveries, to: receivers, settings)
  }

  /// Forgets what is old, once an hour.
  private func makeRoom() async {
    while !Task.isCancelled {
      do throws(StoreError) {
        let pruned = try await desk.store.prune(keeping: desk.settings.retention)
        if pruned != Pruned() {
          log(
            .info, "pruned",
            ["tasks": "\(pruned.tasks.count)", "assets": "\(pruned.assets.count)"])
        }
      } catch {
        log.trouble(error)
      }
      try? await Task.sleep(for: .seconds(3600))
    }
  }

  private var pool: WorkerPool {
    let settings = desk.settings
    var workers = WorkerSettings(
      settings.worker.first ?? "", Array(settings.worker.dropFirst()),
      environment: settings.workerEnvironment, kinds: [Desk.analysis, Desk.film])
    workers.count = settings.workers
    workers.patientKinds = [Desk.hiredFilm]
    workers.limits.memory = settings.workerMemory
    workers.limits.wallClock = settings.workerTime
    workers.limits.cpu = settings.workerTime * 8
    workers.limits.fileSize = settings.sources.largest
    let (preparing, log) = (Preparing(desk: desk, fetcher: fetcher), log)
    return WorkerPool(desk.store, workers) { event in
      log.work(event)
    } prepare: { attempt async throws(WorkFailure) in
      try await preparing.preparation(of: attempt)
    }
  }
}
