import Foundation
import Synchronization
import TestSupport

@testable import Tasks

/// A data folder of one test's own, with a clock that the test moves and names that a seed gives.
final class Place: Sendable {
  let path: String
  private let time = Mutex<Int64>(1_700_000_000_000)
  private let generator: Mutex<SplitMix64>

  init(seed: UInt64 = 1) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    generator = Mutex(SplitMix64(seed: seed))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Opens the store as one of its processes would.
  func open(
    as role: Store.Role = .visitor, _ change: (inout Store.Settings) -> Void = { _ in }
  ) throws -> Store {
    var settings = Store.Settings()
    settings.now = { [self] in now }
    settings.identifiers = Identifiers { [self] count in
      generator.withLock { generator in
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    }
    change(&settings)
    return try Store(path, as: role, settings)
  }

  var now: Moment { Moment(milliseconds: time.withLock { $0 }) }

  /// Lets time pass.
  func wait(_ duration: Duration) { time.withLock { $0 += duration.milliseconds } }

  /// Writes a draft, and gives its path.
  func draft(_ store: Store, _ name: String, _ text: String) throws -> String {
    let path = store.folder.draft(name)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// All files in a part of the folder.
  func files(in part: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(part)")
      .filter { !(FileSystem.facts(of: "\(path)/\(part)/\($0)")?.isFolder ?? true) }.sorted()
  }
}

extension NewTask {
  /// A task about which nothing is special.
  static func plain(
    _ request: String = "{}", owner: String = "anna", kind: String = "analysis",
    api: String = "native"
  ) -> NewTask {
    NewTask(owner: owner, api: api, kind: kind, request: request)
  }
}

extension TaskStore {
  /// Submits a task that there is no other like.
  func create(_ new: NewTask = .plain()) async throws -> TaskRecord {
    guard case .created(let task, _) = try await submit(new) else { throw Unexpected() }
    return task
  }

  /// Claims the next analysis.
  func take(_ worker: String = "one") async throws -> (task: TaskRecord, claim: TaskClaim) {
    guard let task = try await claim(["analysis"], for: worker), let claim = TaskClaim(task) else {
      throw Unexpected()
    }
    return (task, claim)
  }
}

struct Unexpected: Error {}

/// The code of what an operation throws; nil if it succeeds.
func refusal(_ work: () async throws -> Void) async -> StoreError.Code? {
  do {
    try await work()
    return nil
  } catch {
    return (error as? StoreError)?.code
  }
}
