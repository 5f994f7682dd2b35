import Foundation
import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct RetentionTests {
  private func finished(_ store: Store, _ result: String) async throws -> TaskRecord {
    _ = try await store.tasks.create()
    let (_, claim) = try await store.tasks.take()
    return try await store.tasks.finish(claim, .done(result))
  }

  /// Makes a file look as if it had lain there for long.
  private func age(_ path: String, _ duration: Duration = .seconds(7200)) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -Double(duration.components.seconds))],
      ofItemAtPath: path)
  }

  @Test func `cached results are found until there is no room for them`() async throws {
    let place = try Place()
    let cache = try place.open().results
    for number in 0..<10 {
      try await cache.keep(String(repeating: "x", count: 99), as: "\(number)")
      place.wait(.seconds(100))
    }
    #expect(try await cache.value(of: "none") == nil)
    #expect(try await cache.value(of: "0")?.count == 99)
    let freed = try await cache.shrink(to: 300)
    #expect(freed == Freed(count: 7, bytes: 700))
    for number in 0..<10 {
      let isThere = try await cache.value(of: "\(number)") != nil
      #expect(isThere == [0, 8, 9].contains(number), "\(number)")
    }
    #expect(try await cache.shrink(to: 300) == Freed())
    try await cache.keep("new", as: "0")
    #expect(try await cache.value(of: "0") == "new")
    #expect(try await cache.shrink(to: 0).count == 3)
  }

  @Test func `old finished tasks go, and no others`() async throws {
    let place = try Place()
    let store = try place.open { $0.letter = { task, _, _ in task.id } }
    let old = try await finished(store, "12345678")
    var told = NewTask.plain()
    told.webhooks = ["https://a"]
    _ = try await store.tasks.create(told)
    let (_, claim) = try await store.tasks.take()
    let undelivered = try await store.tasks.finish(claim, .done("1"))
    let source = try await finished(store, "1")
    var child = NewTask.plain()
    child.parent = source.id
    let remix = try await store.tasks.create(child)
    place.wait(.seconds(100))
    let (young, remixing) = try await store.tasks.take()
    try await store.tasks.finish(remixing, .done("1"))
    let queued = try await store.tasks.create(child)
    var retention = Retention()
    retention.tasks = .seconds(50)
    let pruned = try await store.prune(keeping: retention)
    #expect(pruned.tasks == Freed(count: 1, bytes: 10) && young.id == remix.id)
    let left = try await store.tasks.list(TaskQuery()).tasks.map(\.id)
    #expect(
      Set(left) == [undelivered.id, source.id, remix.id, queued.id] && !left.contains(old.id))
    place.wait(.seconds(100))
    let delivery = try #require(try await store.deliveries.claim(1).first)
    try await store.deliveries.delivered(delivery.id, status: 200)
    _ = try await store.tasks.cancel(queued.id)
    #expect(try await store.prune(keeping: retention).tasks.count == 3)
    #expect(try await store.tasks.list(TaskQuery()).total == 1)
  }

  @Test func `results beyond the budget go, oldest first, with their files`() async throws {
    let place = try Place()
    let store = try place.open()
    var tasks: [TaskRecord] = []
    for number in 0..<6 {
      _ = try await store.tasks.create(.plain(""))
      let (task, claim) = try await store.tasks.take()
      let draft = try place.draft(store, "\(number)", String(repeating: "f", count: 90))
      try await store.tasks.finish(
        claim, .done("0123456789"),
        files: [ResultFile(name: "film", type: "video/mp4", draft: draft)])
      tasks.append(task)
    }
    var retention = Retention()
    retention.taskBytes = 250
    let pruned = try await store.prune(keeping: retention)
    #expect(pruned.tasks == Freed(count: 4, bytes: 400))
    #expect(try place.files(in: "results") == tasks[4...].map { "\($0.id)/film" }.sorted())
    #expect(try await store.prune(keeping: retention) == Pruned())
  }

  @Test func `assets not used for long go, and those beyond the budget, but none in use`()
    async throws
  {
    let place = try Place()
    let store = try place.open()
    func add(_ text: String) async throws -> Asset {
      let draft = try place.draft(store, UUID().uuidString, text)
      let asset = try await store.assets.add(
        NewAsset(owner: "anna", name: "a", type: "video/mp4"), from: draft)
      return try await store.assets.ready(asset.id)
    }
    let used = try await add(String(repeating: "u", count: 100))
    var new = NewTask.plain()
    new.assets = [used.id]
    _ = try await store.tasks.create(new)
    let old = try await add("old")
    place.wait(.seconds(100))
    let twin = try await add(String(repeating: "t", count: 50))
    let other = try await add(String(repeating: "t", count: 50))
    let last = try await add(String(repeating: "l", count: 70))
    var retention = Retention()
    retention.assets = .seconds(50)
    #expect(try await store.prune(keeping: retention).assets == Freed(count: 1, bytes: 3))
    #expect(try await store.assets.asset(old.id) == nil)
    retention = Retention()
    retention.assetBytes = 175
    // The first twin frees nothing, since the other has the same bytes.
    #expect(try await store.prune(keeping: retention).assets == Freed(count: 2, bytes: 50))
    for (asset, isLeft) in [(used, true), (twin, false), (other, false), (last, true)] {
      #expect((try await store.assets.asset(asset.id) != nil) == isLeft)
    }
    retention.assetBytes = 0
    #expect(try await store.prune(keeping: retention).assets == Freed(count: 1, bytes: 70))
    #expect(try place.files(in: "assets").count == 1)
  }

  @Test func `files that nothing names go once they are old, and no others`() async throws {
    let place = try Place()
    let store = try place.open()
    let kept = try place.draft(store, "kept", "kept")
    let asset = try await store.assets.add(
      NewAsset(owner: "anna", name: "a", type: "video/mp4"), from: kept)
    _ = try await store.tasks.create()
    let (task, claim) = try await store.tasks.take()
    let film = ResultFile(
      name: "film", type: "video/mp4", draft: try place.draft(store, "f", "film"))
    try await store.tasks.finish(claim, .done("{}"), files: [film])
    var announced = NewAsset(owner: "anna", name: "a", type: "video/mp4")
    announced.draft = "awaited"
    _ = try await store.assets.announce(announced)

    let assets = store.folder.assets
    try FileManager.default.createDirectory(
      atPath: "\(assets)/ff", withIntermediateDirectories: true)
    let strange = "\(store.folder.results)/\(String(repeating: "0", count: 24))"
    try FileManager.default.createDirectory(atPath: strange, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: "\(store.folder.spool)/chunks", withIntermediateDirectories: true)
    let forgotten = [
      "\(store.folder.spool)/left", "\(store.folder.spool)/chunks/1", "\(assets)/ff/ff00",
      "\(strange)/film", "\(store.folder.results)/\(task.id)/half",
    ]
    let young = ["\(store.folder.spool)/coming", "\(assets)/ff/ff01"]
    for path in forgotten + young + ["\(store.folder.spool)/awaited"] {
      try Data("12345".utf8).write(to: URL(filePath: path))
    }
    let named = [
      try #require(store.assets.path(of: asset)), "\(store.folder.results)/\(task.id)/film",
    ]
    for path in forgotten + named + [
      "\(store.folder.spool)/awaited", strange, "\(store.folder.spool)/chunks",
    ] {
      try age(path)
    }
    let freed = try await store.prune(keeping: Retention()).orphans
    #expect(freed == Freed(count: 5, bytes: 25))
    for path in named + young + ["\(store.folder.spool)/awaited"] {
      #expect(FileSystem.facts(of: path) != nil, "\(path)")
    }
    for path in forgotten + ["\(store.folder.spool)/chunks"] {
      #expect(FileSystem.facts(of: path) == nil, "\(path)")
    }
  }

  @Test func `files of tasks that are gone go at once, those of others stay`() async throws {
    let place = try Place()
    let store = try place.open(as: .server)
    var tasks: [TaskRecord] = []
    for number in 0..<2 {
      _ = try await store.tasks.create()
      let (task, claim) = try await store.tasks.take()
      let film = ResultFile(
        name: "film", type: "video/mp4", draft: try place.draft(store, "\(number)", "film"))
      try await store.tasks.finish(claim, .done(""), files: [film])
      tasks.append(task)
    }
    let (kept, gone) = (tasks[0], tasks[1])
    // As if the process that deletes it ended between the two.
    _ = try await store.writer.write { connection throws(StoreError) in
      try TaskTable.remove(gone.id, on: connection)
    }
    try await store.removeFilesOfForgottenTasks()
    #expect(try place.files(in: "results") == ["\(kept.id)/film"])
    #expect(FileSystem.facts(of: "\(store.folder.results)/\(gone.id)") == nil)
  }

  @Test func `bytes that are just being added are never taken for left behind`() async throws {
    let place = try Place()
    let store = try place.open()
    try await withThrowingTaskGroup { group in
      for worker in 0..<4 {
        group.addTask {
          var chance = SplitMix64(seed: UInt64(worker))
          for round in 0..<40 {
            let text = "\(Int.random(in: 0..<3, using: &chance))"
            let draft = try place.draft(store, "\(worker)-\(round)", text)
            let asset = try await store.assets.add(
              NewAsset(owner: "anna", name: "a", type: "video/mp4"), from: draft)
            let path = try #require(store.assets.path(of: asset))
            #expect(try String(contentsOf: URL(filePath: path), encoding: .utf8) == text)
            try await store.assets.delete(asset.id)
          }
        }
      }
      for _ in 0..<2 {
        group.addTask {
          // However short the age: files are named while the database is held, and so is this.
          for _ in 0..<60 {
            _ = try await store.writer.write { connection throws(StoreError) in
              let orphans = Orphans(
                connection: connection, folder: store.folder, newest: Moment.now() + .seconds(60))
              var freed = Freed()
              for part in FileSystem.names(in: store.folder.assets) {
                freed += try orphans.removeAssets(in: part)
              }
              return freed
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try place.files(in: "assets").isEmpty)
  }
}
