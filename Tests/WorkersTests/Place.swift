import Foundation
import JSON
import Tasks
import TestSupport
import Testing
import Threads
import Workers

/// A data folder of one test's own, and pools on it whose children do what tasks ask for.
final class Place: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
  let store: Store
  private let events = Guarded<[WorkerEvent]>([])
  private let counts = Guarded((prepared: 0, cleaned: 0))

  init() throws { store = try Store(path, as: .server) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Does the steps that its order lists, one after the other.
  static let script = """
    import ctypes, json, os, signal, sys, time
    order = json.loads(sys.stdin.readline())
    def say(line):
        sys.stdout.write(line + "\\n"); sys.stdout.flush()
    for step in order["steps"]:
        verb, rest = step[0], step[1:]
        if verb == "say": say(json.dumps(rest[0]))
        elif verb == "raw": say(rest[0])
        elif verb == "once" and order["attempt"] > 1: pass
        elif verb in ("kill", "once"): os.kill(os.getpid(), rest[0])
        elif verb == "sleep": time.sleep(rest[0])
        elif verb == "long": say("x" * rest[0])
        elif verb == "files":
            for number in range(rest[0]): open("%s/%d" % (order["drafts"], number), "wb").write(b"x" * rest[1])
        elif verb == "exit": sys.exit(rest[0])
        elif verb == "deaf": signal.signal(signal.SIGTERM, signal.SIG_IGN)
        elif verb == "mortal": ctypes.CDLL(None).prctl(1, 9)
        elif verb == "file": open(order["drafts"] + "/" + rest[0], "w").write(rest[1])
        elif verb == "link": os.symlink(rest[0], order["drafts"] + "/" + rest[1])
        elif verb == "mark": open(rest[0], "a").write("%d %d\\n" % (os.getpid(), order["attempt"]))
        elif verb == "bomb":
            heap = []
            while True: heap.append(bytearray(1 << 24))
        elif verb == "spin":
            while True: pass
        elif verb == "flood":
            while True: say(rest[0])
        elif verb == "echo": say(json.dumps({"done": {"result": order}}))
    """

  /// How children are run here.
  var settings: WorkerSettings {
    var settings = WorkerSettings(
      "/usr/bin/python3", ["-S", "-E", "-c", Self.script], environment: [:], kinds: ["analysis"])
    settings.limits.wallClock = .seconds(120)
    settings.grace = .milliseconds(500)
    settings.patience = .milliseconds(200)
    return settings
  }

  /// A pool that hands over a task's request as steps.
  func pool(_ change: (inout WorkerSettings) -> Void = { _ in }) -> WorkerPool {
    var settings = settings
    change(&settings)
    return WorkerPool(
      store, settings, report: { [self] event in events.withLock { $0.append(event) } }
    ) { [self] attempt throws(WorkFailure) in
      counts.withLock { $0.prepared += 1 }
      guard let steps = try? JSONReader().value(of: attempt.task.request), steps.asList != nil
      else {
        counts.withLock { $0.cleaned += 1 }
        throw WorkFailure(code: "bad_request", reason: "Those are no steps.")
      }
      let checkpoint = attempt.task.checkpoint.flatMap { try? JSONReader().value(of: $0) }
      return Preparation(
        order: [
          "steps": steps, "drafts": .text(attempt.drafts), "checkpoint": checkpoint ?? .null,
          "attempt": .integer(Int64(attempt.task.attempts)),
        ],
        cleanup: { [self] in counts.withLock { $0.cleaned += 1 } })
    }
  }

  /// Runs a pool while something is done.
  func working(
    _ change: (inout WorkerSettings) -> Void = { _ in }, _ body: () async throws -> Void
  ) async throws {
    let pool = pool(change)
    let run = Task { await pool.run() }
    do {
      try await body()
    } catch {
      run.cancel()
      await run.value
      throw error
    }
    run.cancel()
    await run.value
    #expect(pool.busy == 0)
    try await expectOrder()
  }

  /// Nothing is left of attempts that are over.
  func expectOrder() async throws {
    let drafts = try FileManager.default.contentsOfDirectory(atPath: "\(path)/spool")
    #expect(drafts.isEmpty, "\(drafts) are left")
    let counts = counts.withLock { $0 }
    #expect(counts.prepared == counts.cleaned)
    #expect(try await store.complaints().isEmpty)
  }

  /// Submits a task of those steps.
  func submit(_ steps: JSONValue, owner: String = "anna", kind: String = "analysis") async throws
    -> String
  {
    let new = NewTask(owner: owner, api: "native", kind: kind, request: steps.text)
    return try #require(try await store.tasks.submit(new).task).id
  }

  /// Waits until a task is in a state that lasts, or whatever else is asked.
  @discardableResult
  func wait(
    for id: String, until isRight: @Sendable (TaskRecord) -> Bool = { $0.state.isFinal }
  ) async throws -> TaskRecord {
    let states = try #require(try await store.tasks.watch(id))
    for await task in states where isRight(task) { return task }
    throw Unexpected()
  }

  /// The reasons of all falls so far.
  var falls: [String] {
    events.withLock { events in
      events.compactMap { event in if case .ended(_, _, _, let fall) = event { fall } else { nil } }
    }
  }

  /// The lines of a file that children marked: their processes and attempts.
  func marks(_ name: String) -> [(process: Int32, attempt: Int)] {
    let text = (try? String(contentsOfFile: name, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      return numbers.count == 2 ? (Int32(numbers[0]), numbers[1]) : nil
    }
  }

  /// A file for marks, outside of the spool.
  func markFile(_ name: String = "marks") -> String { "\(path)/\(name)" }
}

struct Unexpected: Error {}

/// The last word with a result.
func done(_ result: JSONValue) -> JSONValue { ["say", ["done": ["result": result]]] }

/// Whether there is such a process, and it is not just waiting to be reaped.
func isAlive(_ process: Int32) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let state = text.split(separator: ")").last?.split(separator: " ").first
  else { return false }
  return state != "Z" && state != "X"
}
