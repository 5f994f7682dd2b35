import Foundation
import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .computing) struct FolderTests {
  /// What opening the store of a place is refused with.
  private func failure(_ path: String, as role: Store.Role = .visitor) -> StoreError? {
    do {
      _ = try Store(path, as: role)
      return nil
    } catch {
      return error
    }
  }

  @Test func `only its owner may enter the data folder`() throws {
    let place = try Place()
    let nested = "\(place.path)/deep/er"
    let store = try Store(nested, as: .server)
    defer { withExtendedLifetime(store) {} }
    for part in ["", "/assets", "/results", "/spool"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: nested + part)
      #expect(attributes[.posixPermissions] as? Int == 0o700, "\(part)")
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: nested)
    where file.contains(".") {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(nested)/\(file)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
    }
  }

  @Test func `a second server is told who the first is, and visitors are let in`() async throws {
    let place = try Place()
    var server: Store? = try place.open(as: .server)
    let error = try #require(failure(place.path, as: .server))
    #expect(error.code == .folderInUse)
    #expect(error.message.contains("\(getpid())") && error.message.contains(place.path))
    let task = try await place.open().tasks.create()
    #expect(try await server?.tasks.task(task.id) == task)
    server = nil
    #expect(failure(place.path, as: .server) == nil)
  }

  @Test func `what cannot be a data folder is refused`() throws {
    let place = try Place()
    _ = try place.open()
    #expect(failure("")?.code == .unusable)
    #expect(failure("\(place.path)/shotlog.db")?.code == .unusable)
    #expect(failure("/proc/none")?.code == .unusable)
  }

  @Test func `a database of a newer program is refused by name and left as it is`() async throws {
    let place = try Place()
    let store = try place.open()
    _ = try await store.tasks.create()
    _ = try await store.writer.write { connection throws(StoreError) in
      try connection.script("PRAGMA user_version = 99")
    }
    let error = try #require(failure(place.path))
    #expect(error.code == .newer && error.message.contains("99"))
    #expect(error.message.contains(place.path))
    #expect(try await store.tasks.list(TaskQuery()).total == 1)
  }

  @Test func `a file that is no database is refused and left as it is`() throws {
    let place = try Place()
    _ = try DataFolder(place.path)
    let text = String(repeating: "This is no database. ", count: 100)
    try Data(text.utf8).write(to: URL(filePath: "\(place.path)/shotlog.db"))
    #expect(failure(place.path)?.code == .damaged)
    #expect(
      try String(contentsOf: URL(filePath: "\(place.path)/shotlog.db"), encoding: .utf8) == text)
  }

  @Test func `a database of another program is refused`() throws {
    let place = try Place()
    let path = try DataFolder(place.path).database
    let connection = try Connection(path, patience: .zero)
    try connection.script("PRAGMA application_id = 7; CREATE TABLE mine (x)")
    #expect(failure(place.path)?.code == .damaged)
    #expect(try connection.integer("SELECT count(*) FROM mine") == 0)
  }

  @Test func `a damaged database says so and is never deleted`() async throws {
    let place = try Place()
    let path: String
    do {
      let store = try place.open()
      path = store.folder.database
      for number in 0..<200 {
        _ = try await store.tasks.create(.plain(String(repeating: "\(number)", count: 500)))
      }
      _ = try await store.writer.write { connection throws(StoreError) in
        connection.isInTransaction
      }
      #expect(try await store.complaints().isEmpty)
    }
    let writing = try Connection(path, patience: .zero)
    try writing.script("PRAGMA wal_checkpoint(TRUNCATE)")
    let file = try FileHandle(forUpdating: URL(filePath: path))
    let size = try file.seekToEnd()
    for page in stride(from: UInt64(8192), to: size - 4096, by: 4096) {
      try file.seek(toOffset: page)
      try file.write(contentsOf: Data(repeating: 0xAB, count: 2048))
    }
    try file.close()
    let code = await refusal { _ = try await place.open().tasks.list(TaskQuery()) }
    #expect(code == .damaged)
    #expect(FileSystem.facts(of: path)?.size == Int64(size))
  }

  @Test func `a full disk is said to be one, and nothing that was acknowledged is lost`()
    async throws
  {
    let place = try Place()
    let store = try place.open()
    let big = String(repeating: "x", count: 20_000)
    let pages = try await store.reader.read { connection throws(StoreError) in
      try connection.integer("PRAGMA page_count")
    }
    try await store.writer.limit(pages: Int(pages) + 100)
    let outcomes = await withTaskGroup { group in
      for number in 0..<60 {
        group.addTask {
          let new = NewTask.plain("\(number) \(big)")
          do {
            return Result<String, StoreError>.success(try await store.tasks.create(new).id)
          } catch {
            return .failure(error as? StoreError ?? StoreError(.unusable, "\(error)"))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let made = outcomes.compactMap { try? $0.get() }
    #expect(!made.isEmpty && made.count < 60)
    for case .failure(let error) in outcomes { #expect(error.code == .diskFull, "\(error)") }
    let listed = try await store.tasks.list(TaskQuery()).total
    #expect(listed == made.count)
    for id in made { #expect(try await store.tasks.task(id) != nil) }
    #expect(try await store.complaints().isEmpty)

    // With room again all goes on.
    try await store.writer.limit(pages: 1_000_000)
    _ = try await store.tasks.create()
    #expect(try await place.open().tasks.list(TaskQuery()).total == made.count + 1)
  }

  @Test func `one task that there is no room for takes no other with it`() async throws {
    let place = try Place()
    let store = try place.open()
    let pages = try await store.reader.read { connection throws(StoreError) in
      try connection.integer("PRAGMA page_count")
    }
    try await store.writer.limit(pages: Int(pages) + 60)
    let big = String(repeating: "x", count: 4_000_000)
    let made = await withTaskGroup(of: (Int, Bool).self) { group in
      // What comes meanwhile goes into one transaction.
      async let slow: Void? = try? store.writer.write { _ in Thread.sleep(forTimeInterval: 0.3) }
      try? await Task.sleep(for: .milliseconds(100))
      for number in 0..<40 {
        let new = NewTask.plain(number == 20 ? big : "\(number)")
        group.addTask { (number, (try? await store.tasks.create(new)) != nil) }
      }
      await slow
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for number in 0..<40 { #expect(made[number] == (number != 20), "\(number)") }
  }

  @Test func `what many tasks took is given back to the file system`() async throws {
    let place = try Place()
    let store = try place.open()
    for _ in 0..<20 {
      let big = String(repeating: "x", count: 1_000_000)
      let task = try await store.tasks.create(.plain(big))
      _ = try await store.tasks.cancel(task.id)
    }
    var retention = Retention()
    retention.taskBytes = 0
    #expect(try await store.prune(keeping: retention).tasks.bytes == 20_000_000)
    let pages = try await store.reader.read { connection throws(StoreError) in
      try connection.integer("PRAGMA page_count")
    }
    #expect(pages < 3000)
    #expect(try await store.complaints().isEmpty)
  }

  @Test func `who writes for too long makes others busy, for a while`() async throws {
    let place = try Place()
    let store = try place.open { $0.patience = .milliseconds(100) }
    let other = try Connection(store.folder.database, patience: .zero)
    try other.script("BEGIN IMMEDIATE")
    #expect(await refusal { _ = try await store.tasks.create() } == .busy)
    #expect(try await store.tasks.list(TaskQuery()).total == 0)
    try other.script("COMMIT")
    _ = try await store.tasks.create()
  }

  @Test func `steps that are missing are taken, and those that fail leave nothing`() throws {
    let place = try Place()
    let path = try DataFolder(place.path).database
    let connection = try Connection(path, patience: .zero)
    try Migrations.run(on: connection, steps: ["CREATE TABLE a (x)"])
    let broken = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE a (x)"]
    #expect(throws: StoreError.self) { try Migrations.run(on: connection, steps: broken) }
    let tables = "SELECT count(*) FROM sqlite_schema"
    #expect(try connection.integer(tables) == 1 && connection.integer("PRAGMA user_version") == 1)
    let whole = ["CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)"]
    try Migrations.run(on: connection, steps: whole)
    try Migrations.run(on: connection, steps: whole)
    #expect(try connection.integer(tables) == 3 && connection.integer("PRAGMA user_version") == 3)
  }
}
