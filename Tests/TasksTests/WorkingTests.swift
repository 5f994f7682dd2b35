import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct WorkingTests {
  @Test func `a task goes from the queue to its worker to its result`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let task = try await tasks.create()
    place.wait(.seconds(5))
    let (taken, claim) = try await tasks.take()
    #expect(taken.id == task.id && taken.state == .running && taken.attempts == 1)
    #expect(taken.worker == "one" && taken.started == place.now)
    #expect(try await tasks.claim(["analysis"], for: "two") == nil)
    try await tasks.progress(of: claim, #"{"percent":50}"#, checkpoint: #"{"upstream":"x"}"#)
    let half = try await tasks.progress(of: claim, #"{"percent":80}"#)
    #expect(half.progress == #"{"percent":80}"# && half.checkpoint == #"{"upstream":"x"}"#)
    place.wait(.seconds(5))
    let done = try await tasks.finish(
      claim, .done(#"{"a":1}"#, warning: .init(code: "cut", reason: "It was cut.")))
    #expect(done.state == .done && done.result == #"{"a":1}"# && done.finished == place.now)
    #expect(done.failure?.code == "cut" && done.worker == nil)
    #expect(await refusal { try await tasks.finish(claim, .done("2")) } == .claimLost)
    #expect(await refusal { _ = try await tasks.cancel(task.id) } == .wrongState)
  }

  @Test func `only work of the wanted kinds is given`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create(.plain(kind: "render"))
    #expect(try await tasks.claim(["analysis"], for: "one") == nil)
    #expect(try await tasks.claim([], for: "one") == nil)
    #expect(try await tasks.claim(["analysis", "render"], for: "one") != nil)
  }

  @Test func `an owner with a thousand tasks does not starve another`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    for number in 0..<40 { _ = try await tasks.create(.plain("\(number)", owner: "anna")) }
    for number in 0..<5 { _ = try await tasks.create(.plain("\(number)", owner: "bert")) }
    _ = try await tasks.create(.plain("0", owner: "cara"))
    var order: [String] = []
    var requests: [String: [String]] = [:]
    for _ in 0..<46 {
      let (task, claim) = try await tasks.take()
      order.append(task.owner)
      requests[task.owner, default: []].append(task.request)
      try await tasks.finish(claim, .done("1"))
    }
    #expect(order.prefix(3).sorted() == ["anna", "bert", "cara"])
    #expect(order.prefix(11).filter { $0 == "bert" }.count == 5)
    #expect(requests["anna"] == (0..<40).map(String.init))
    #expect(requests["bert"] == (0..<5).map(String.init))
  }

  @Test func `who has most running waits longest`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    for _ in 0..<4 { _ = try await tasks.create(.plain(owner: "anna")) }
    _ = try await tasks.take("one")
    _ = try await tasks.take("two")
    _ = try await tasks.create(.plain(owner: "bert"))
    _ = try await tasks.create(.plain(owner: "bert"))
    #expect(try await tasks.take("three").task.owner == "bert")
    #expect(try await tasks.take("four").task.owner == "bert")
    #expect(try await tasks.take("five").task.owner == "anna")
  }

  @Test func `after a crash running tasks are queued again, and the third time they fail`()
    async throws
  {
    let place = try Place()
    var claims: [TaskClaim] = []
    let id = try await place.open().tasks.create().id
    for fall in 1...3 {
      let tasks = try place.open(as: .server).tasks
      claims.append(try await tasks.take().claim)
      let after = try await tasks.requeueInterrupted(because: "it ate all memory")
      #expect(after.map(\.id) == [id] && after.first?.falls == fall)
      #expect(after.first?.state == (fall < 3 ? .queued : .failed))
    }
    let tasks = try place.open().tasks
    let task = try #require(try await tasks.task(id))
    #expect(task.failure?.code == "worker_lost" && task.attempts == 3)
    #expect(task.failure?.reason.contains("it ate all memory") == true)
    for claim in claims {
      #expect(await refusal { try await tasks.finish(claim, .done("1")) } == .claimLost)
    }
  }

  @Test func `a worker that lost a task and has it again cannot speak with its old claim`()
    async throws
  {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create()
    let (_, old) = try await tasks.take()
    try await tasks.giveBack(old)
    let (_, new) = try await tasks.take()
    #expect(old.worker == new.worker && old.task == new.task)
    #expect(await refusal { try await tasks.finish(old, .done("1")) } == .claimLost)
    try await tasks.finish(new, .done("2"))
  }

  @Test func `a server that was killed for another reason does not blame its tasks`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create()
    for _ in 0..<5 {
      let (task, _) = try await tasks.take()
      #expect(task.falls == 0)
      #expect(try await tasks.requeueInterrupted(blaming: false).map(\.state) == [.queued])
    }
  }

  @Test func `workers are told when there is something to do, by whomever it came`() async throws {
    let place = try Place()
    let tasks = try place.open(as: .server).tasks
    let stream = tasks.arrivals()
    var arrivals = stream.makeAsyncIterator()
    _ = try await tasks.create()
    _ = try await tasks.create()
    #expect(await arrivals.next() != nil)
    let (_, claim) = try await tasks.take()
    try await tasks.giveBack(claim)
    #expect(await arrivals.next() != nil)
    _ = try await place.open().tasks.create()
    try await tasks.lookAround()
    #expect(await arrivals.next() != nil)
  }

  @Test func `a worker that stops gives its task back without blame`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create()
    for round in 1...5 {
      let (task, claim) = try await tasks.take()
      #expect(task.attempts == round && task.falls == 0)
      try await tasks.giveBack(claim)
    }
    for fall in 1...3 {
      let (_, claim) = try await tasks.take()
      let task = try await tasks.fall(of: claim, because: "signal 9")
      #expect(task.state == (fall < 3 ? .queued : .failed))
    }
  }

  @Test func `a worker that says nothing loses its task when the lease ends`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create()
    _ = try await tasks.create()
    let (_, silent) = try await tasks.take("silent")
    let (_, busy) = try await tasks.take("busy")
    place.wait(.seconds(50))
    try await tasks.progress(of: busy, "1")
    place.wait(.seconds(20))
    let lost = try await tasks.requeueInterrupted(onlyExpired: true)
    #expect(lost.map(\.id) == [silent.task])
    #expect(await refusal { try await tasks.progress(of: silent, "2") } == .claimLost)
    try await tasks.finish(busy, .done("1"))
  }

  @Test func `cancelling takes a task from its worker at once`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let reason = TaskRecord.Failure(code: "user_canceled", reason: "The user cancelled it.")
    let queued = try await tasks.create()
    #expect(try await tasks.cancel(queued.id, because: reason).state == .cancelled)
    _ = try await tasks.create()
    let (task, claim) = try await tasks.take()
    async let end = tasks.end(of: claim)
    let cancelled = try await tasks.cancel(task.id, owner: "anna", because: reason)
    #expect(try await end?.state == .cancelled)
    #expect(cancelled.failure == reason && cancelled.finished == place.now)
    let other = TaskRecord.Failure(code: "other", reason: "Other.")
    #expect(try await tasks.cancel(task.id, because: other) == cancelled)
    #expect(await refusal { _ = try await tasks.cancel(task.id, owner: "bert") } == .notFound)
    #expect(await refusal { try await tasks.finish(claim, .done("1")) } == .claimLost)
  }

  @Test func `what may be deleted is the caller's to say`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    _ = try await tasks.create()
    let (task, claim) = try await tasks.take()
    #expect(await refusal { try await tasks.delete(task.id) } == .wrongState)
    #expect(await refusal { try await tasks.delete(task.id, owner: "bert") } == .notFound)
    async let end = tasks.end(of: claim)
    try await tasks.delete(task.id, in: [.running])
    #expect(try await end?.state ?? .cancelled == .cancelled)
    #expect(try await tasks.task(task.id) == nil)
    #expect(await refusal { try await tasks.finish(claim, .done("1")) } == .claimLost)
    #expect(await refusal { try await tasks.delete(task.id, in: [.running]) } == .notFound)
  }

  @Test func `the files of a result go where they can be asked for, and with the task`()
    async throws
  {
    let place = try Place()
    let store = try place.open()
    _ = try await store.tasks.create()
    let (task, claim) = try await store.tasks.take()
    let files = [
      ResultFile(name: "video", type: "video/mp4", draft: try place.draft(store, "a", "film")),
      ResultFile(name: "sheet", type: "image/jpeg", draft: try place.draft(store, "b", "sheets")),
    ]
    try await store.tasks.finish(claim, .done("{}"), files: files)
    let kept = try await store.tasks.files(of: task.id)
    #expect(kept.map(\.name) == ["sheet", "video"] && kept.map(\.size) == [6, 4])
    #expect(try place.files(in: "spool").isEmpty)
    #expect(try place.files(in: "results") == ["\(task.id)/sheet", "\(task.id)/video"])
    try await store.tasks.delete(task.id)
    #expect(try place.files(in: "results").isEmpty)
  }
}
