import Synchronization
import TestSupport
import Testing

@testable import Tasks

/// What may be true of a task, written down without looking at how the store decides it.
private struct Model {
  enum Event: Sendable {
    case submitted
    case claimed(worker: String, attempt: Int)
    case finished(worker: String, attempt: Int, result: String)
    case cancelled
    case superseded
    case failed(worker: String, attempt: Int)
    case givenBack(worker: String, attempt: Int)
    case deleted
  }

  /// What contradicts itself in what was acknowledged of one task, and in how it was found in the end.
  static func complaints(_ events: [Event], _ last: TaskRecord?) -> [String] {
    var complaints: [String] = []
    var (results, ends, claims, deletions) = ([String](), 0, Set<Int>(), 0)
    for event in events {
      switch event {
      case .submitted: break
      case .claimed(_, let attempt):
        if !claims.insert(attempt).inserted {
          complaints.append("attempt \(attempt) was given twice")
        }
      case .finished(_, let attempt, let result):
        results.append(result)
        ends += 1
        if attempt != claims.max() {
          complaints.append("attempt \(attempt) was over when it finished")
        }
      case .failed, .cancelled, .superseded: ends += 1
      case .givenBack: break
      case .deleted: deletions += 1
      }
    }
    if results.count > 1 { complaints.append("it has the results \(results)") }
    if ends > 1 { complaints.append("it ended \(ends) times") }
    if deletions > 1 { complaints.append("it was deleted \(deletions) times") }
    if claims != Set(1...max(1, claims.count)), !claims.isEmpty {
      complaints.append("its attempts are \(claims.sorted())")
    }
    if let last {
      if deletions > 0 { complaints.append("it was deleted and is there") }
      if last.result != results.first { complaints.append("it has a result that nobody gave") }
      if last.state.isFinal != (ends > 0) {
        complaints.append("it is \(last.state) after \(ends) ends")
      }
      if last.attempts != claims.count { complaints.append("it was given \(claims.count) times") }
      if (last.finished != nil) != last.state.isFinal { complaints.append("its end has no time") }
    } else if deletions == 0 {
      complaints.append("it is gone")
    }
    return complaints
  }
}

/// What was acknowledged, by task, in the order in which it was.
private final class Journal: Sendable {
  private let events = Mutex<[String: [Model.Event]]>([:])

  func note(_ task: String, _ event: Model.Event) {
    events.withLock { $0[task, default: []].append(event) }
  }

  func noteCancelled(_ task: String) {
    events.withLock { events in
      let isNoted = events[task]?.contains { if case .cancelled = $0 { true } else { false } }
      if isNoted != true { events[task, default: []].append(.cancelled) }
    }
  }

  var all: [String: [Model.Event]] { events.withLock { $0 } }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct InterleavingTests {
  @Test(arguments: 1...8)
  func `however clients, workers and crashes interleave, no task goes back or has two results`(
    seed: UInt64
  ) async throws {
    let place = try Place(seed: seed)
    // Two processes' worth of stores on one folder.
    let stores = [try place.open(as: .server).tasks, try place.open().tasks]
    let journal = Journal()
    try await withThrowingTaskGroup { group in
      for actor in 0..<8 {
        group.addTask {
          var chance = SplitMix64(seed: seed &* 1000 &+ UInt64(actor))
          var claims: [TaskClaim] = []
          for step in 0..<60 {
            try await Self.act(
              "\(actor)-\(step)", stores[actor % 2], &claims, &chance, journal)
          }
        }
      }
      try await group.waitForAll()
    }
    for (id, events) in journal.all {
      let complaints = Model.complaints(events, try await stores[1].task(id))
      #expect(complaints.isEmpty, "\(id): \(events)")
    }
    #expect(try await stores[0].list(TaskQuery()).total <= journal.all.count)
  }

  /// Does something by chance, and notes what was acknowledged.
  private static func act(
    _ name: String, _ tasks: TaskStore, _ claims: inout [TaskClaim], _ chance: inout SplitMix64,
    _ journal: Journal
  ) async throws {
    do {
      switch Int.random(in: 0..<12, using: &chance) {
      case 0...2:
        var new = NewTask.plain(name, owner: ["anna", "bert"].randomElement(using: &chance) ?? "")
        if Bool.random(using: &chance) { new.likeness = Likeness("same", .supersede) }
        guard case .created(let task, let lost) = try await tasks.submit(new) else { return }
        journal.note(task.id, .submitted)
        for one in lost { journal.note(one.id, .superseded) }
      case 3...5:
        guard let task = try await tasks.claim(["analysis"], for: name),
          let claim = TaskClaim(task)
        else { return }
        claims.append(claim)
        journal.note(task.id, .claimed(worker: name, attempt: claim.attempt))
      case 6...7:
        guard let claim = claims.randomElement(using: &chance) else { return }
        try await tasks.finish(claim, .done(name))
        journal.note(
          claim.task, .finished(worker: claim.worker, attempt: claim.attempt, result: name))
      case 8:
        guard let claim = claims.randomElement(using: &chance) else { return }
        try await tasks.progress(of: claim, name)
        try await tasks.giveBack(claim)
        journal.note(claim.task, .givenBack(worker: claim.worker, attempt: claim.attempt))
      case 9:
        guard let claim = claims.randomElement(using: &chance) else { return }
        let task = try await tasks.fall(of: claim, because: name)
        if task.state == .failed {
          journal.note(claim.task, .failed(worker: claim.worker, attempt: claim.attempt))
        }
      case 10:
        guard let id = try await some(tasks, &chance) else { return }
        let before = try await tasks.task(id)?.state
        if try await tasks.cancel(id).state == .cancelled, before != .cancelled {
          // Two who cancel at once are both told so; it counts once.
          journal.noteCancelled(id)
        }
      default:
        guard let id = try await some(tasks, &chance) else { return }
        try await tasks.delete(id)
        journal.note(id, .deleted)
      }
    } catch let error as StoreError {
      #expect([.claimLost, .wrongState, .notFound].contains(error.code), "\(error)")
    }
  }

  private static func some(
    _ tasks: TaskStore, _ chance: inout SplitMix64
  ) async throws -> String? {
    var query = TaskQuery()
    query.limit = 50
    return try await tasks.list(query).tasks.randomElement(using: &chance)?.id
  }

  @Test(arguments: TaskState.allCases)
  func `from a final state nothing leads anywhere`(state: TaskState) {
    let next = TaskState.allCases.filter(state.mayBecome)
    switch state {
    case .queued: #expect(next == [.running, .cancelled, .superseded])
    case .running: #expect(Set(next) == Set(TaskState.allCases).subtracting([.running]))
    default: #expect(next.isEmpty)
    }
  }
}
