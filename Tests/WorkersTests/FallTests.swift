import Foundation
import JSON
import Tasks
import TestSupport
import Testing
import Workers

@Suite(.timeLimit(.minutes(40)), .waiting) struct FallTests {
  @Test(
    arguments: [
      ([["kill", 9]], "was ended by signal 9"),
      ([["kill", 11]], "was ended by signal 11"),
      ([["exit", 3]], "ended with code 3"),
      ([["exit", 0]], "ended without a last word"),
      ([["raw", "hello"]], "wrote a line that means nothing"),
      ([["raw", #"{"done":{}}"#], ["sleep", 60]], "wrote a line that means nothing"),
      ([done(1), done(1)], "went on after its last word"),
      ([done(1), ["sleep", 60]], "did not end after its last word"),
      ([done(1), ["kill", 9]], "was ended by signal 9"),
      ([["flood", #"{"progress":"x"}"#]], "wrote more than 1 MB"),
      ([["long", 70_000]], "wrote a line of more than 64 kB"),
      (
        [["say", ["done": ["result": 1, "files": [["name": "a", "type": "b", "draft": "c"]]]]]],
        "named a file that it did not make"
      ),
      (
        [
          ["link", "/etc/passwd", "c"],
          ["say", ["done": ["result": 1, "files": [["name": "a", "type": "b", "draft": "c"]]]]],
        ], "named a file that it did not make"
      ),
    ] as [([JSONValue], String)])
  func `what brings a child down three times fails its task`(
    steps: [JSONValue], reason: String
  ) async throws {
    let place = try Place()
    try await place.working({
      ($0.limits.output, $0.limits.lineLength) = (1 << 20, 1 << 16)
      ($0.draftBytes, $0.draftCount) = (1 << 20, 20)
      $0.farewell = reason.hasPrefix("did not end") ? .milliseconds(300) : .seconds(60)
    }) {
      let task = try await place.wait(for: try await place.submit(.list(steps)))
      #expect(task.state == .failed && task.failure?.code == "worker_lost")
      #expect(task.failure?.reason.contains("the worker \(reason)") == true)
      #expect(task.attempts == 3 && task.falls == 3)
    }
    #expect(place.falls == Array(repeating: reason, count: 3))
  }

  @Test func `what takes all memory is told so, and hurts nobody else`() async throws {
    let place = try Place()
    try await place.working({ $0.limits.memory = 256 << 20 }) {
      let bomb = try await place.submit([["bomb"]])
      let other = try await place.submit([["sleep", 0.5], done("well")])
      let task = try await place.wait(for: bomb)
      #expect(task.failure?.code == "worker_lost" && task.falls == 3)
      #expect(task.failure?.reason.contains("used more than 256 MB of memory") == true)
      #expect(try await place.wait(for: other).state == .done)
    }
  }

  @Test func `what takes too long fails at once`() async throws {
    let place = try Place()
    try await place.working({ $0.limits.wallClock = .milliseconds(700) }) {
      let task = try await place.wait(for: try await place.submit([["deaf"], ["sleep", 60]]))
      #expect(task.failure == .init(code: "timeout", reason: "The worker ran longer than 0.7 s."))
      #expect(task.attempts == 1)
    }
    try await place.working({ $0.limits.cpu = .seconds(1) }) {
      let task = try await place.wait(for: try await place.submit([["spin"]]))
      #expect(task.failure?.code == "timeout" && task.attempts == 1)
      #expect(task.failure?.reason == "The worker used more than 1 s of processor time.")
    }
  }

  @Test func `a program that is not there fails tasks, and not in a loop`() async throws {
    let place = try Place()
    try await place.working({ $0.executable = "/nowhere/at/all" }) {
      let begin = ContinuousClock.now
      let task = try await place.wait(for: try await place.submit([done(1)]))
      #expect(task.failure?.reason.contains("could not be started: No such file") == true)
      #expect(ContinuousClock.now - begin > .milliseconds(500))
    }
  }

  @Test func `children that are killed at any moment cost no task and double none`() async throws {
    let place = try Place()
    let marks = place.markFile()
    var chance = SplitMix64(seed: 99)
    var ids: [String] = []
    for number in 0..<60 {
      let pauses = (0..<3).map { _ in Double.random(in: 0...0.04, using: &chance) }
      var steps: [JSONValue] = [["mark", .text(marks)]]
      steps += pauses.map { ["sleep", .number($0)] }
      ids.append(
        try await place.submit(.list(steps + [["file", "a", "x"], done(.integer(Int64(number)))])))
    }
    try await place.working({ $0.count = 4 }) {
      var killed = Set<Int32>()
      while killed.count < 40 {
        let pause = Int.random(in: 5...60, using: &chance)
        try await Task.sleep(for: .milliseconds(pause))
        let alive = place.marks(marks).map(\.process).filter { isAlive($0) }
        if let victim = alive.randomElement(using: &chance) {
          kill(victim, SIGKILL)
          killed.insert(victim)
        } else if try await place.store.tasks.counts(in: [.queued, .running]) == 0 {
          break
        }
      }
      for (number, id) in ids.enumerated() {
        let task = try await place.wait(for: id)
        #expect(task.attempts == task.falls + (task.state == .done ? 1 : 0))
        if task.state == .done {
          #expect(task.result == "\(number)")
        } else {
          #expect(task.failure?.code == "worker_lost" && task.falls == 3)
        }
      }
      #expect(!place.falls.isEmpty)
    }
  }
}

extension TaskStore {
  /// How many tasks are in one of those states.
  fileprivate func counts(in states: Set<TaskState>) async throws -> Int {
    try await counts().filter { states.contains($0.state) }.reduce(0) { $0 + $1.tasks }
  }
}
