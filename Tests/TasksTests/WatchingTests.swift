import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct WatchingTests {
  @Test func `a watch begins with what is and ends with a final state`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    let stream = try #require(try await tasks.watch(task.id, owner: "anna"))
    var states = stream.makeAsyncIterator()
    #expect(await states.next()?.state == .queued)
    let (_, claim) = try await tasks.take()
    #expect(await states.next()?.state == .running)
    try await tasks.progress(of: claim, "1")
    try await tasks.progress(of: claim, "2")
    #expect(await states.next()?.progress == "2")
    try await tasks.progress(of: claim, "3")
    try await tasks.finish(claim, .done("{}"))
    #expect(await states.next()?.state == .done)
    #expect(await states.next() == nil)
  }

  @Test func `a watch of a finished task gives that and ends`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    _ = try await tasks.cancel(task.id)
    let stream = try #require(try await tasks.watch(task.id))
    var states: [TaskState] = []
    for await state in stream { states.append(state.state) }
    #expect(states == [.cancelled])
  }

  @Test func `nobody watches what is not there or not theirs`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    #expect(try await tasks.watch("ffff") == nil)
    #expect(try await tasks.watch(task.id, owner: "bert") == nil)
    #expect(tasks.watchers.tasks.isEmpty)
  }

  @Test func `a watch that nobody reads any more is forgotten`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    for _ in 0..<3 {
      let stream = try #require(try await tasks.watch(task.id))
      for await _ in stream { break }
    }
    #expect(tasks.watchers.tasks.isEmpty)
  }

  @Test func `a task that is deleted ends its watches as cancelled`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    let stream = try #require(try await tasks.watch(task.id))
    try await tasks.delete(task.id, in: [.queued])
    var last: TaskRecord?
    for await state in stream { last = state }
    #expect(last?.state == .cancelled && last?.id == task.id)
  }

  @Test func `what another process did is told when one looks around`() async throws {
    let place = try Place()
    let server = try place.open(as: .server).tasks
    let line = try place.open().tasks
    let (first, second) = (try await server.create(), try await server.create())
    var one = try #require(try await server.watch(first.id)).makeAsyncIterator()
    var two = try #require(try await server.watch(second.id)).makeAsyncIterator()
    _ = (await one.next(), await two.next())
    _ = try await line.cancel(first.id)
    try await line.delete(second.id, in: [.queued])
    try await server.lookAround()
    #expect(await one.next()?.state == .cancelled)
    #expect(await two.next()?.state == .cancelled)
    #expect(await one.next() == nil)
    #expect(await two.next() == nil)
  }

  @Test func `watchers who go while they are told of changes hold up nobody`() async throws {
    let place = try Place()
    let store = try place.open().tasks
    let task = try await store.create()
    let watchers = TaskWatchers()
    await withTaskGroup { group in
      group.addTask {
        var change = task
        for revision in 0..<20_000 {
          change.revision = Int64(revision)
          watchers.tell([change])
          if revision % 16 == 0 { await Task.yield() }
        }
      }
      group.addTask {
        for _ in 0..<5000 {
          let (stream, arrivals) = (watchers.watch(task.id), watchers.watchArrivals())
          let readers = [Task { for await _ in stream {} }, Task { for await _ in arrivals {} }]
          await Task.yield()
          for reader in readers { reader.cancel() }
          for reader in readers { await reader.value }
        }
      }
    }
    #expect(watchers.tasks.isEmpty)
  }

  @Test(arguments: 1...5)
  func `however things interleave, watches go forward and end at the end`(seed: UInt64) async throws
  {
    let place = try Place(seed: seed)
    let tasks = try place.open().tasks
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await tasks.create().id } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try await withThrowingTaskGroup { group in
      for id in ids {
        for _ in 0..<3 {
          group.addTask {
            var last: TaskRecord?
            for await state in try #require(try await tasks.watch(id)) {
              #expect(state.id == id && state.revision > last?.revision ?? -1)
              #expect(last?.state.isFinal != true)
              last = state
            }
            #expect(last?.state.isFinal == true)
          }
        }
      }
      for worker in 0..<4 {
        group.addTask {
          var chance = SplitMix64(seed: seed &* 31 &+ UInt64(worker))
          while let task = try await tasks.claim(["analysis"], for: "\(worker)") {
            let claim = try #require(TaskClaim(task))
            for step in 0..<Int.random(in: 0...3, using: &chance) {
              try await tasks.progress(of: claim, "\(step)")
            }
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: try await tasks.fall(of: claim, because: "chance")
            case 1: _ = try await tasks.cancel(task.id)
            default: try await tasks.finish(claim, .done("{}"))
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(tasks.watchers.tasks.isEmpty)
  }
}
