import Foundation
import JSON
import Tasks
import TestSupport
import Testing
import Workers

@Suite(.timeLimit(.minutes(40)), .waiting) struct EndingTests {
  /// Waits for the first process that left its mark.
  private func process(_ place: Place, _ marks: String) async throws -> Int32 {
    for _ in 0..<60_000 {
      if let mark = place.marks(marks).first { return mark.process }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Unexpected()
  }

  private func expectDead(_ process: Int32, within patience: Duration) async throws {
    let deadline = ContinuousClock.now + patience
    while isAlive(process), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(!isAlive(process))
  }

  @Test(arguments: [false, true])
  func `cancelling a task ends its child at once, even against its will`(
    isDeaf: Bool
  ) async throws {
    let place = try Place()
    let marks = place.markFile()
    try await place.working {
      let id = try await place.submit([
        isDeaf ? ["deaf"] : ["sleep", 0], ["file", "draft", "x"], ["mark", .text(marks)],
        ["sleep", 100],
      ])
      let child = try await process(place, marks)
      let failure = TaskRecord.Failure(code: "user", reason: "No more.")
      let cancelled = try await place.store.tasks.cancel(id, because: failure)
      // A few milliseconds, and the grace of half a second; but the machine may be busy.
      try await expectDead(child, within: .seconds(60))
      let next = try await place.wait(for: try await place.submit([done(1)]))
      #expect(next.state == .done)
      #expect(try await place.store.tasks.task(id) == cancelled)
    }
    #expect(place.falls.isEmpty)
  }

  @Test func `a task that is deleted or superseded loses its child too`() async throws {
    let place = try Place()
    let marks = place.markFile()
    try await place.working {
      let id = try await place.submit([["mark", .text(marks)], ["sleep", 100]])
      let child = try await process(place, marks)
      try await place.store.tasks.delete(id, in: [.running])
      try await expectDead(child, within: .seconds(60))
      let other = place.markFile("other")
      let old = try await place.submit([["mark", .text(other)], ["sleep", 100]])
      let second = try await process(place, other)
      _ = try await place.store.tasks.supersede(old)
      try await expectDead(second, within: .seconds(60))
    }
  }

  @Test func `cancelling reaches a preparation as well`() async throws {
    let place = try Place()
    let (begun, isBegun) = AsyncStream.makeStream(of: Void.self)
    let pool = WorkerPool(place.store, place.settings) { _ throws(WorkFailure) in
      isBegun.yield()
      try? await Task.sleep(for: .seconds(100))
      throw WorkFailure(code: "interrupted", reason: "It was interrupted.")
    }
    let run = Task { await pool.run() }
    let id = try await place.submit([])
    var beginnings = begun.makeAsyncIterator()
    _ = await beginnings.next()
    _ = try await place.store.tasks.cancel(id)
    while pool.busy > 0 { try await Task.sleep(for: .milliseconds(5)) }
    let next = try await place.submit([])
    _ = await beginnings.next()
    run.cancel()
    await run.value
    #expect(try await place.store.tasks.task(id)?.state == .cancelled)
    let given = try #require(try await place.store.tasks.task(next))
    #expect(given.state == .queued && given.falls == 0 && given.failure == nil)
  }

  @Test func `a pool that ends gives back what runs, without blame`() async throws {
    let place = try Place()
    let marks = place.markFile()
    let steps: JSONValue = [
      ["say", ["checkpoint": 7]], ["file", "draft", "x"], ["mark", .text(marks)], ["sleep", 100],
    ]
    let ids = [try await place.submit(steps), try await place.submit(steps)]
    try await place.working {
      while place.marks(marks).count < 2 { try await Task.sleep(for: .milliseconds(10)) }
    }
    for id in ids {
      let task = try #require(try await place.store.tasks.task(id))
      #expect(task.state == .queued && task.falls == 0 && task.attempts == 1)
      #expect(task.checkpoint == "7")
    }
    for mark in place.marks(marks) { #expect(!isAlive(mark.process)) }
  }

  @Test func `a pool that ends lets tasks finish that soon would, and takes no others`()
    async throws
  {
    let place = try Place()
    let pool = place.pool {
      $0.count = 1
      $0.patience = .seconds(30)
    }
    let marks = place.markFile()
    let first = try await place.submit([["mark", .text(marks)], ["sleep", 0.5], done(1)])
    let second = try await place.submit([done(2)])
    let run = Task { await pool.run() }
    _ = try await process(place, marks)
    run.cancel()
    await run.value
    #expect(try await place.store.tasks.task(first)?.state == .done)
    #expect(try await place.store.tasks.task(second)?.state == .queued)
    try await place.expectOrder()
  }

  @Test func `a pool that ends while it takes tasks stops taking them`() async throws {
    let place = try Place()
    for _ in 0..<30 { _ = try await place.submit([]) }
    let (beginnings, begins) = AsyncStream.makeStream(of: Void.self)
    var settings = place.settings
    (settings.count, settings.patience) = (30, .zero)
    let pool = WorkerPool(
      place.store, settings, report: { if case .began = $0 { begins.yield() } }
    ) { _ throws(WorkFailure) in
      try? await Task.sleep(for: .seconds(100))
      throw WorkFailure(code: "interrupted", reason: "It was interrupted.")
    }
    let run = Task { await pool.run() }
    var iterator = beginnings.makeAsyncIterator()
    _ = await iterator.next()
    run.cancel()
    await run.value
    var query = TaskQuery()
    query.limit = 100
    let tasks = try await place.store.tasks.list(query).tasks
    #expect(tasks.allSatisfy { $0.state == .queued && $0.falls == 0 })
    #expect(tasks.contains { $0.attempts > 0 } && tasks.contains { $0.attempts == 0 })
    try await place.expectOrder()
  }

  @Test func `after a server was killed its children are gone, and its tasks go on`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) { [path = path as String] in
      let store = try Store(path, as: .server)
      var settings = try Place().settings
      settings.lease = .seconds(3600)
      let pool = WorkerPool(store, settings) { attempt throws(WorkFailure) in
        Preparation(order: [
          "drafts": .text(attempt.drafts), "attempt": 1,
          "steps": [
            ["mortal"], ["file", "draft", "x"], ["mark", .text("\(path)/marks")], ["sleep", 100],
          ],
        ])
      }
      let new = NewTask(owner: "anna", api: "native", kind: "analysis", request: "[]")
      _ = try await store.tasks.submit(new)
      _ = try await store.tasks.submit(new)
      Task { await pool.run() }
      while true {
        let marks = (try? String(contentsOfFile: "\(path)/marks", encoding: .utf8)) ?? ""
        if marks.split(separator: "\n").count == 2 { break }
        try await Task.sleep(for: .milliseconds(10))
      }
      kill(getpid(), SIGKILL)
    }
    _ = result
    let marks = try String(contentsOfFile: "\(path)/marks", encoding: .utf8)
    let children = marks.split(separator: "\n").compactMap { Int32($0.prefix { $0 != " " }) }
    #expect(children.count == 2)
    for child in children { try await expectDead(child, within: .seconds(60)) }
    let spool = "\(path)/spool"
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool).count == 2)
    let store = try Store(path, as: .server)
    let pool = WorkerPool(store, try Place().settings) { attempt throws(WorkFailure) in
      Preparation(order: [
        "drafts": .text(attempt.drafts), "attempt": .integer(Int64(attempt.task.attempts)),
        "steps": [["echo"]],
      ])
    }
    let run = Task { await pool.run() }
    let deadline = ContinuousClock.now + .seconds(60)
    var isOver = false
    while !isOver, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
      isOver = try await store.tasks.counts().allSatisfy { $0.state == .done }
    }
    run.cancel()
    await run.value
    var query = TaskQuery()
    query.limit = 10
    for task in try await store.tasks.list(query).tasks {
      #expect(task.state == .done && task.attempts == 2 && task.falls == 0)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: spool).isEmpty)
  }
}
