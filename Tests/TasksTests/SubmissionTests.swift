import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct SubmissionTests {
  @Test func `what was submitted is there, for its owner alone, also after a restart`() async throws
  {
    let place = try Place()
    var new = NewTask.plain(#"{"prompt":"Ü \u0000"}"#)
    new.labels = ["mode": "general", "url": "https://example.com/a.mp4"]
    let task = try await place.open(as: .server).tasks.create(new)
    #expect(task.id.count == 24 && task.id.allSatisfy { "0123456789abcdef".contains($0) })
    #expect(task.state == .queued && task.request == new.request && task.created == place.now)

    let again = try place.open(as: .server)
    #expect(try await again.tasks.task(task.id) == task)
    #expect(try await again.tasks.task(task.id, owner: "anna") == task)
    #expect(try await again.tasks.task(task.id, owner: "bert") == nil)
    #expect(try await again.tasks.task("ffffffffffffffffffffffff") == nil)
  }

  @Test func `the order of creation is that of the times, though the clock is set back`()
    async throws
  {
    let place = try Place()
    let tasks = try place.open().tasks
    let first = try await tasks.create()
    place.wait(.seconds(-3600))
    let second = try await tasks.create()
    #expect(second.created >= first.created && second.sequence > first.sequence)
  }

  @Test func `an equal task is found until it failed`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    var new = NewTask.plain()
    new.likeness = Likeness("film", .find)
    let first = try await tasks.create(new)
    for _ in 0..<2 {
      guard case .found(let same) = try await tasks.submit(new) else { throw Unexpected() }
      #expect(same.id == first.id)
    }
    var others = new
    others.owner = "bert"
    let other = try await tasks.create(others)
    #expect(other.id != first.id)

    let (_, claim) = try await tasks.take()
    try await tasks.finish(claim, .failed(.init(code: "no", reason: "It could not be read.")))
    let second = try await tasks.create(new)
    #expect(second.id != first.id)
    #expect(try await tasks.newest(like: "film", owner: "anna")?.id == second.id)
  }

  @Test func `a newer task supersedes equal ones that are not finished`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    var new = NewTask.plain()
    new.likeness = Likeness("film", .supersede)
    let finished = try await tasks.create(new)
    let (_, done) = try await tasks.take()
    try await tasks.finish(done, .done("1"))
    let running = try await tasks.create(new)
    let (_, claim) = try await tasks.take()
    guard case .created(let queued, let lost) = try await tasks.submit(new) else {
      throw Unexpected()
    }
    #expect(lost.map(\.id) == [running.id] && lost.first?.state == .superseded)
    #expect(try await tasks.task(finished.id)?.state == .done)
    #expect(await refusal { try await tasks.finish(claim, .done("2")) } == .claimLost)
    #expect(try await tasks.end(of: claim)?.state == .superseded)
    let all = try await tasks.list(TaskQuery()).tasks
    #expect(all.map(\.id) == [queued.id, running.id, finished.id])
  }

  @Test func `all equal tasks that are not finished are superseded`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    var new = NewTask.plain()
    new.likeness = Likeness("film", .add)
    let old = [try await tasks.create(new), try await tasks.create(new)]
    new.likeness = Likeness("film", .supersede)
    guard case .created(_, let lost) = try await tasks.submit(new) else { throw Unexpected() }
    #expect(Set(lost.map(\.id)) == Set(old.map(\.id)))
    #expect(lost.allSatisfy { $0.state == .superseded })
  }

  @Test func `a request sent again under its key gets the first answer, for a day`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    func new(
      _ key: String, digest: String, owner: String = "anna", route: String = "tasks"
    ) -> NewTask {
      var new = NewTask.plain(owner: owner)
      new.idempotency = IdempotencyKey(route: route, key: key, digest: digest) { task in
        #"{"id":"\#(task.id)"}"#
      }
      return new
    }
    let first = try await tasks.create(new("k", digest: "a"))
    for _ in 0..<2 {
      guard case .replayed(let answer) = try await tasks.submit(new("k", digest: "a")) else {
        throw Unexpected()
      }
      #expect(answer == #"{"id":"\#(first.id)"}"#)
    }
    #expect(await refusal { _ = try await tasks.submit(new("k", digest: "b")) } == .keyReused)
    func asked(_ key: String, _ digest: String) async throws -> String? {
      let key = try #require(new(key, digest: digest).idempotency)
      return try await tasks.answer(to: key, of: "anna")
    }
    #expect(try await asked("k", "a") == #"{"id":"\#(first.id)"}"#)
    #expect(try await asked("other", "a") == nil)
    #expect(await refusal { _ = try await asked("k", "b") } == .keyReused)
    _ = try await tasks.create(new("k", digest: "b", owner: "bert"))
    _ = try await tasks.create(new("k", digest: "b", route: "assets"))
    try await tasks.delete(first.id, in: [.queued])
    guard case .replayed = try await tasks.submit(new("k", digest: "a")) else { throw Unexpected() }
    place.wait(.seconds(24 * 3600 + 1))
    #expect(try await asked("k", "a") == nil)
    let later = try await tasks.create(new("k", digest: "b"))
    #expect(later.id != first.id)
  }

  @Test func `a task that cannot be written down takes its key back`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    var new = NewTask.plain()
    new.assets = ["ffffffffffffffffffffffff"]
    new.idempotency = IdempotencyKey(route: "tasks", key: "k", digest: "a") { $0.id }
    #expect(await refusal { _ = try await tasks.submit(new) } == .notFound)
    new.assets = []
    _ = try await tasks.create(new)
    #expect(try await tasks.list(TaskQuery()).total == 1)
  }

  @Test func `of many who ask at once each gets its own answer, and one that fails harms no other`()
    async throws
  {
    let place = try Place()
    let tasks = try place.open().tasks
    let outcomes = await withTaskGroup { group in
      for number in 0..<300 {
        group.addTask {
          var new = NewTask.plain("\(number)")
          if number % 7 == 0 { new.assets = ["nothing"] }
          let request = try? await tasks.create(new).request
          return (number, request)
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for number in 0..<300 {
      #expect(outcomes[number] == (number % 7 == 0 ? nil : "\(number)"))
    }
    #expect(try await tasks.list(TaskQuery()).total == outcomes.count)
  }
}
