import Foundation
import JSON
import Tasks
import TestSupport
import Testing
import Workers

@Suite(.timeLimit(.minutes(40)), .waiting) struct PoolTests {
  @Test func `two hundred quick tasks over four workers are each done once`() async throws {
    let place = try Place()
    let marks = place.markFile()
    var ids: [String] = []
    for number in 0..<100 {
      ids.append(
        try await place.submit(
          [["mark", .text(marks)], done(.integer(Int64(number)))], owner: "owner \(number % 7)"))
    }
    try await place.working({ $0.count = 4 }) {
      for number in 100..<200 {
        ids.append(
          try await place.submit([["mark", .text(marks)], done(.integer(Int64(number)))]))
      }
      for (number, id) in ids.enumerated() {
        let task = try await place.wait(for: id)
        #expect(task.state == .done && task.result == "\(number)" && task.attempts == 1)
      }
    }
    #expect(place.marks(marks).count == 200 && place.falls.isEmpty)
  }

  @Test func `no more tasks are done at once than there are places`() async throws {
    let place = try Place()
    let pool = place.pool { $0.count = 3 }
    for _ in 0..<9 { _ = try await place.submit([["sleep", 0.1], done(1)]) }
    let last = try await place.submit([done(1)])
    let run = Task { await pool.run() }
    var most = 0
    while try await place.store.tasks.task(last)?.state.isFinal != true {
      most = max(most, pool.busy)
      try await Task.sleep(for: .milliseconds(5))
    }
    run.cancel()
    await run.value
    #expect(most == 3)
  }

  @Test func `who only waits has places of its own, and takes none of those who work`() async throws
  {
    let place = try Place()
    try await place.working({ ($0.count, $0.patientKinds, $0.patientCount) = (1, ["wait"], 2) }) {
      var waits: [String] = []
      for _ in 0..<3 { waits.append(try await place.submit([["sleep", 600]], kind: "wait")) }
      for wait in waits.prefix(2) { try await place.wait(for: wait) { $0.state == .running } }
      for _ in 0..<2 {
        #expect(try await place.wait(for: try await place.submit([done(1)])).state == .done)
      }
      #expect(try await place.store.tasks.task(waits[2])?.state == .queued)
      let work = try await place.submit([["sleep", 600]])
      try await place.wait(for: work) { $0.state == .running }
      _ = try await place.store.tasks.cancel(waits[0])
      try await place.wait(for: waits[2]) { $0.state == .running }
      for task in [work] + waits { _ = try await place.store.tasks.cancel(task) }
    }
  }

  @Test func `what a child says on its way is kept, the newest at last`() async throws {
    let place = try Place()
    try await place.working {
      var steps: [JSONValue] = (0...500).map { ["say", ["progress": ["step": .integer($0)]]] }
      steps += [["say", ["checkpoint": ["paid": 7]]], ["sleep", 1], done("end")]
      let id = try await place.submit(.list(steps))
      let half = try await place.wait(for: id) { $0.progress == #"{"step":500}"# }
      #expect(half.state == .running && half.checkpoint == #"{"paid":7}"#)
      let whole = try await place.wait(for: id)
      #expect(whole.result == #""end""#)
      // Claimed, finished, a checkpoint and a few notes; not five hundred.
      #expect(whole.revision < 12, "\(whole.revision)")
    }
  }

  @Test func `the next attempt gets what the one before left for it`() async throws {
    let place = try Place()
    try await place.working {
      let id = try await place.submit([
        ["say", ["checkpoint": ["upstream": "x"]]], ["once", 9], ["echo"],
      ])
      let task = try await place.wait(for: id)
      let result = try JSONReader().value(of: task.result ?? "")
      #expect(result["checkpoint"]?["upstream"]?.asText == "x" && result["attempt"] == 2)
      #expect(task.attempts == 2 && task.falls == 1)
    }
    #expect(place.falls == ["was ended by signal 9"])
  }

  @Test func `files of a result are kept, others go`() async throws {
    let place = try Place()
    try await place.working {
      let id = try await place.submit([
        ["file", "a.jpg", "picture"], ["file", "left", "over"],
        [
          "say",
          [
            "done": [
              "result": ["a": 1], "warning": ["code": "cut", "reason": "It was cut."],
              "files": [["name": "sheet", "type": "image/jpeg", "draft": "a.jpg"]],
            ]
          ],
        ],
      ])
      let task = try await place.wait(for: id)
      #expect(task.state == .done && task.result == #"{"a":1}"# && task.failure?.code == "cut")
      let files = try await place.store.tasks.files(of: id)
      #expect(files.map(\.name) == ["sheet"] && files.map(\.type) == ["image/jpeg"])
      let path = try #require(files.first).path
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "picture")
    }
  }

  @Test func `a failure that a child or its preparation names is final`() async throws {
    let place = try Place()
    try await place.working {
      let known = try await place.submit([
        ["say", ["failed": ["code": "no_video", "reason": "There is none."]]]
      ])
      let bad = try await place.submit("no steps")
      let failed = try await place.wait(for: known)
      #expect(failed.state == .failed && failed.attempts == 1)
      #expect(failed.failure == .init(code: "no_video", reason: "There is none."))
      #expect(try await place.wait(for: bad).failure?.code == "bad_request")
    }
  }

  @Test func `a task of another kind is left to others`() async throws {
    let place = try Place()
    let other = try await place.submit([done(1)], kind: "render")
    try await place.working {
      try await place.wait(for: try await place.submit([done(1)]))
    }
    #expect(try await place.store.tasks.task(other)?.state == .queued)
  }

  @Test func `what another process asks for is done and undone`() async throws {
    let place = try Place()
    let visitor = try Store(place.path, as: .visitor)
    // Asking the server's own store would tell it what happened.
    func wait(for id: String, _ state: TaskState) async throws {
      let deadline = ContinuousClock.now + .seconds(300)
      while try await visitor.tasks.task(id)?.state != state {
        guard ContinuousClock.now < deadline else { throw Unexpected() }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    let marks = place.markFile()
    try await place.working {
      try await place.wait(for: try await place.submit([done(1)]))
      let steps: JSONValue = [["mark", .text(marks)], ["sleep", 100]]
      let new = NewTask(owner: "bert", api: "native", kind: "analysis", request: steps.text)
      let id = try #require(try await visitor.tasks.submit(new).task).id
      try await wait(for: id, .running)
      while place.marks(marks).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
      _ = try await visitor.tasks.cancel(id)
      let child = try #require(place.marks(marks).first).process
      for _ in 0..<6000 where isAlive(child) { try await Task.sleep(for: .milliseconds(20)) }
      #expect(!isAlive(child))
    }
  }

  @Test func `a silent child keeps its task`() async throws {
    let place = try Place()
    try await place.working({ $0.lease = .seconds(2) }) {
      let task = try await place.wait(for: try await place.submit([["sleep", 5], done(1)]))
      #expect(task.state == .done && task.attempts == 1)
    }
  }
}
