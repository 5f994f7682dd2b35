import Foundation
import TestSupport
import Testing

@testable import Tasks

/// A server's life in a process of its own, which says on its standard output what it was acknowledged.
private enum Victim {
  /// Works until it is killed: submits, claims, finishes, uploads and delivers, several at once.
  static func live(_ path: String, seed: UInt64) async throws {
    let store = try Store(path, as: .server)
    try await store.tasks.requeueInterrupted()
    _ = try await store.removeOrphans(olderThan: .seconds(3600))
    try await withThrowingTaskGroup { group in
      for number in 0..<6 {
        group.addTask {
          var chance = SplitMix64(seed: seed &* 100 &+ UInt64(number))
          for step in 0... { try await act(store, "\(seed)-\(number)-\(step)", &chance) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func act(
    _ store: Store, _ name: String, _ chance: inout SplitMix64
  ) async throws {
    switch Int.random(in: 0..<8, using: &chance) {
    case 0...2:
      var new = NewTask.plain(name, owner: "owner \(Int.random(in: 0..<3, using: &chance))")
      new.idempotency = IdempotencyKey(route: "tasks", key: name, digest: name) { $0.id }
      if let task = try await store.tasks.submit(new).task { say("submitted \(task.id) \(name)") }
    case 3...5:
      guard let task = try await store.tasks.claim(["analysis"], for: name),
        let claim = TaskClaim(task)
      else { return }
      try await store.tasks.progress(of: claim, "1")
      let draft = store.folder.draft(name)
      try Data("film of \(name)".utf8).write(to: URL(filePath: draft))
      let film = ResultFile(name: "film", type: "video/mp4", draft: draft)
      let done = try await store.tasks.finish(claim, .done(name), files: [film])
      say("finished \(done.id) \(name)")
    case 6:
      let draft = store.folder.draft("upload \(name)")
      // A few with equal bytes.
      try Data("bytes \(Int.random(in: 0..<5, using: &chance))".utf8).write(
        to: URL(filePath: draft))
      let asset = try await store.assets.add(
        NewAsset(owner: "anna", name: name, type: "video/mp4"), from: draft)
      say("uploaded \(asset.id) \(asset.digest ?? "")")
    default:
      guard let asset = try await store.assets.list(AssetQuery()).assets.last else { return }
      say("deleting \(asset.id) -")
      if (try? await store.assets.delete(asset.id)) != nil { say("deleted \(asset.id) -") }
    }
  }

  /// Writes a line at once, so that it is out however soon the end comes.
  private static func say(_ words: String) {
    let line = Array("\(words)\n".utf8)
    _ = unsafe line.withUnsafeBytes { unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  /// Kills this process after a while, from a thread that nothing holds up.
  static func killSelf(after microseconds: UInt32) {
    Thread.detachNewThread {
      usleep(microseconds)
      kill(getpid(), SIGKILL)
    }
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct KillTests {
  private static let isLong = ProcessInfo.processInfo.environment["SHOTLOG_LONG_TESTS"] == "1"

  @Test func `whenever a server is killed, nothing that it acknowledged is lost or doubled`()
    async throws
  {
    let place = try Place()
    let kills = Self.isLong ? 200 : 30
    var chance = SplitMix64(seed: 2026)
    var said: [Substring] = []
    for round in 0..<kills {
      let (path, seed) = (place.path, UInt64(round))
      let delay = UInt32.random(in: 1000...(round % 3 == 0 ? 60_000 : 350_000), using: &chance)
      let result = await #expect(
        processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
      ) { [path = path as String, seed = seed as UInt64, delay = delay as UInt32] in
        Victim.killSelf(after: delay)
        try await Victim.live(path, seed: seed)
      }
      let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
      said += output.split(separator: "\n").filter { line in
        ["submitted", "finished", "uploaded", "deleting", "deleted"].contains {
          line.hasPrefix("\($0) ")
        }
      }
    }
    try await check(said, place)
  }

  private func check(_ said: [Substring], _ place: Place) async throws {
    let store = try Store(place.path, as: .server)
    #expect(try await store.complaints().isEmpty)
    let parts = said.map { $0.split(separator: " ").map(String.init) }
    func named(_ verb: String) -> [[String]] { parts.filter { $0.count == 3 && $0[0] == verb } }
    #expect(!named("submitted").isEmpty && !named("finished").isEmpty)

    for line in named("submitted") {
      let task = try #require(try await store.tasks.task(line[1]), "\(line) is lost")
      #expect(task.request == line[2])
      var again = NewTask.plain(line[2], owner: task.owner)
      again.idempotency = IdempotencyKey(route: "tasks", key: line[2], digest: line[2]) { $0.id }
      let replayed = try await store.tasks.submit(again)
      guard case .replayed(line[1]) = replayed else {
        Issue.record("\(line) was not remembered under its key: \(replayed)")
        continue
      }
    }
    let results = Dictionary(grouping: named("finished"), by: { $0[1] })
    for (id, lines) in results {
      #expect(lines.count == 1, "two results of \(id): \(lines)")
      let task = try #require(try await store.tasks.task(id))
      #expect(task.state == .done && task.result == lines[0][2])
      let film = try #require(try await store.tasks.files(of: id).first)
      #expect(
        try String(contentsOf: URL(filePath: film.path), encoding: .utf8)
          == "film of \(lines[0][2])")
    }
    let (deleting, deleted) = (
      Set(named("deleting").map { $0[1] }), Set(named("deleted").map { $0[1] })
    )
    for line in named("uploaded") {
      guard let asset = try await store.assets.asset(line[1]) else {
        #expect(deleting.contains(line[1]), "\(line) is lost")
        continue
      }
      #expect(!deleted.contains(asset.id))
      let path = try #require(store.assets.path(of: asset))
      #expect(try FileSystem.digest(of: path) == line[2])
    }

    try await Task.sleep(for: .milliseconds(20))
    _ = try await store.removeOrphans(olderThan: .zero)
    #expect(try place.files(in: "spool").isEmpty)
    var named = Set<String>()
    var query = TaskQuery()
    (query.limit, query.states) = (1000, [.done])
    while true {
      let page = try await store.tasks.list(query)
      for task in page.tasks { named.insert("\(task.id)/film") }
      guard page.hasMore, let last = page.tasks.last else { break }
      query.start = .after(last.id)
    }
    #expect(Set(try place.files(in: "results")) == named)
    let digests = try await store.reader.read { connection throws(StoreError) in
      try connection.rows("SELECT DISTINCT digest FROM assets") { row in row.text() }
    }
    #expect(
      Set(try place.files(in: "assets")) == Set(digests.map { "\($0.prefix(2))/\($0)" }))
  }

  @Test func `a server and the command line work on one folder at once`() async throws {
    let place = try Place()
    let store = try Store(place.path, as: .server)
    async let other = #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) { [path = place.path as String] in
      let store = try Store(path, as: .visitor)
      for number in 0..<150 {
        let task = try await store.tasks.create(.plain("line \(number)"))
        if number % 3 == 0 { _ = try? await store.tasks.cancel(task.id) }
      }
      #expect(throws: StoreError.self) { try Store(path, as: .server) }
    }
    var served = 0
    for number in 0..<150 {
      _ = try await store.tasks.create(.plain("server \(number)"))
      if number % 2 == 0 {
        let (_, claim) = try await store.tasks.take()
        if (try? await store.tasks.finish(claim, .done("{}"))) != nil { served += 1 }
      }
    }
    _ = await other
    let counts = try await store.tasks.counts()
    #expect(counts.reduce(0) { $0 + $1.tasks } == 300)
    #expect(counts.first { $0.state == .done }?.tasks == served)
    #expect(try await store.complaints().isEmpty)
  }
}
