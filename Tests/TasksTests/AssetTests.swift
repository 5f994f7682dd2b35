import Foundation
import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct AssetTests {
  private let film = "a film"

  private func add(
    _ store: Store, _ place: Place, _ text: String = "a film", owner: String = "anna",
    name: String = "clip.mp4", type: String = "video/mp4"
  ) async throws -> Asset {
    let draft = try place.draft(store, UUID().uuidString, text)
    return try await store.assets.add(
      NewAsset(owner: owner, name: name, type: type), from: draft)
  }

  @Test func `an asset's bytes are moved in under their digest`() async throws {
    let place = try Place()
    let store = try place.open()
    let asset = try await add(store, place)
    #expect(asset.state == .processing && asset.size == 6 && asset.id.count == 24)
    #expect(asset.digest?.count == 64)
    let path = try #require(store.assets.path(of: asset))
    #expect(try String(contentsOf: URL(filePath: path), encoding: .utf8) == film)
    #expect(try place.files(in: "spool").isEmpty)
    let ready = try await store.assets.ready(asset.id, systemMetadata: #"{"duration":3}"#)
    #expect(ready.state == .ready && ready.systemMetadata == #"{"duration":3}"#)
    #expect(
      await refusal { _ = try await store.assets.failed(asset.id, because: "x") } == .wrongState)
    let again = try place.open()
    #expect(try await again.assets.asset(asset.id, owner: "anna") == ready)
    #expect(try await again.assets.asset(asset.id, owner: "bert") == nil)
  }

  @Test func `equal bytes are kept once, and go with the last that has them`() async throws {
    let place = try Place()
    let store = try place.open()
    let assets = [
      try await add(store, place), try await add(store, place, owner: "bert"),
      try await add(store, place, "another film"),
    ]
    #expect(assets[0].digest == assets[1].digest && assets[0].id != assets[1].id)
    #expect(try place.files(in: "assets").count == 2)
    try await store.assets.delete(assets[0].id)
    #expect(try place.files(in: "assets").count == 2)
    try await store.assets.delete(assets[1].id, owner: "bert")
    #expect(try place.files(in: "assets").count == 1)
    #expect(await refusal { try await store.assets.delete(assets[1].id) } == .notFound)
    #expect(
      await refusal { try await store.assets.delete(assets[2].id, owner: "bert") } == .notFound)
  }

  @Test func `an asset that an unfinished task needs stays, unless forced`() async throws {
    let place = try Place()
    let store = try place.open()
    let asset = try await add(store, place)
    var new = NewTask.plain()
    new.assets = [asset.id, asset.id]
    let first = try await store.tasks.create(new)
    _ = try await store.tasks.create(new)
    let (_, claim) = try await store.tasks.take()
    #expect(await refusal { try await store.assets.delete(asset.id) } == .inUse)
    try await store.tasks.finish(claim, .done("{}"))
    #expect(await refusal { try await store.assets.delete(asset.id) } == .inUse)
    _ = try await store.tasks.take()
    #expect(await refusal { try await store.assets.delete(asset.id) } == .inUse)
    #expect(first.id == claim.task)
    try await store.assets.delete(asset.id, forced: true)
    #expect(try place.files(in: "assets").isEmpty)
    #expect(await refusal { _ = try await store.tasks.submit(new) } == .notFound)
    let other = try await add(store, place, owner: "bert")
    new.assets = [other.id]
    #expect(await refusal { _ = try await store.tasks.submit(new) } == .notFound)
  }

  @Test func `an announced asset gets its bytes once`() async throws {
    let place = try Place()
    let store = try place.open()
    var new = NewAsset(owner: "anna", name: "clip.mp4", type: "video/mp4")
    new.draft = "upload"
    let asset = try await store.assets.announce(new)
    #expect(
      asset.state == .processing && asset.digest == nil && store.assets.path(of: asset) == nil)
    #expect(await refusal { _ = try await store.assets.ready(asset.id) } == .wrongState)
    let draft = try place.draft(store, "upload", film)
    #expect(try await store.assets.attach(draft, to: asset.id).draft == nil)
    #expect(await refusal { _ = try await store.assets.attach(draft, to: asset.id) } == .notFound)
    let other = try place.draft(store, "other", film)
    #expect(await refusal { _ = try await store.assets.attach(other, to: asset.id) } == .wrongState)
    #expect(try await store.assets.ready(asset.id).state == .ready)

    let lost = try await store.assets.announce(new)
    let failed = try await store.assets.failed(lost.id, because: "It could not be fetched.")
    #expect(failed.state == .failed && failed.failure == "It could not be fetched.")
    var task = NewTask.plain()
    task.assets = [lost.id]
    let wanted = task
    #expect(await refusal { _ = try await store.tasks.submit(wanted) } == .wrongState)
  }

  @Test func `what the client says of an asset may change`() async throws {
    let place = try Place()
    let store = try place.open()
    let asset = try await add(store, place)
    _ = try await store.assets.describe(asset.id) { ($0 ?? "") + "a" }
    let twice = try await store.assets.describe(asset.id, owner: "anna") { ($0 ?? "") + "b" }
    #expect(twice.userMetadata == "ab")
    #expect(try await store.assets.describe(asset.id) { _ in nil }.userMetadata == nil)
    #expect(try await store.assets.note(asset.id) { _ in "{}" }.systemMetadata == "{}")
    #expect(
      await refusal { _ = try await store.assets.describe(asset.id, owner: "bert") { $0 } }
        == .notFound)
  }

  @Test func `assets are listed by page, name, type and owner`() async throws {
    let place = try Place()
    let store = try place.open()
    var ids: [String] = []
    for number in 0..<25 {
      let asset = try await add(
        store, place, "\(number)", owner: number == 7 ? "bert" : "anna",
        name: number % 2 == 0 ? "Holiday \(number).MP4" : "work_\(number).jpg",
        type: number % 2 == 0 ? "video/mp4" : "image/jpeg")
      ids.append(asset.id)
    }
    var query = AssetQuery()
    query.owner = "anna"
    let first = try await store.assets.list(query)
    #expect(first.total == 24 && first.assets.map(\.id) == Array(ids.reversed().prefix(10)))
    query.page = 3
    #expect(try await store.assets.list(query).assets.map(\.id) == [3, 2, 1, 0].map { ids[$0] })
    query.page = 4
    #expect(try await store.assets.list(query).assets.isEmpty)
    (query.page, query.namePart, query.families) = (1, "holiDAY 1", ["video", "audio"])
    #expect(try await store.assets.list(query).total == 5)
    query.families = ["image"]
    #expect(try await store.assets.list(query).total == 0)
    query = AssetQuery()
    query.ids = [ids[7], ids[8], "none"]
    #expect(try await store.assets.list(query).assets.map(\.id) == [ids[8], ids[7]])
    query.namePart = "%"
    #expect(try await store.assets.list(query).total == 0)
  }

  @Test func `what is found in an asset replaces what its client said it is`() async throws {
    let place = try Place()
    let store = try place.open()
    let found = try await add(store, place, type: "application/octet-stream")
    #expect(try await store.assets.ready(found.id, type: "video/mp4").type == "video/mp4")
    let kept = try await add(store, place, type: "video/webm")
    #expect(try await store.assets.ready(kept.id).type == "video/webm")
    let broken = try await add(store, place)
    let failed = try await store.assets.failed(
      broken.id, because: "no", systemMetadata: #"{"failure":"x"}"#)
    #expect(failed.systemMetadata == #"{"failure":"x"}"# && failed.type == "video/mp4")
  }

  @Test func `an asset's twin has the same bytes, and can be used`() async throws {
    let place = try Place()
    let store = try place.open()
    let (first, other) = (try await add(store, place), try await add(store, place, "another"))
    let second = try await add(store, place, owner: "bert")
    #expect(try await store.assets.twin(of: second) == nil)
    let ready = try await store.assets.ready(first.id)
    _ = try await store.assets.ready(other.id)
    #expect(try await store.assets.twin(of: second) == ready)
    #expect(try await store.assets.twin(of: ready) == nil)
    let announced = try await store.assets.announce(
      NewAsset(owner: "anna", name: "a", type: "video/mp4"))
    #expect(try await store.assets.twin(of: announced) == nil)
  }

  @Test func `what came in ways that are hidden is not listed`() async throws {
    let place = try Place()
    let store = try place.open()
    let ways = ["direct", "base64", "url", nil]
    var ids: [String] = []
    for way in ways {
      let asset = try await add(store, place)
      _ = try await store.assets.note(asset.id) { _ in way.map { #"{"method":"\#($0)"}"# } }
      ids.append(asset.id)
    }
    var query = AssetQuery()
    query.hiddenMethods = ["base64", "source"]
    let page = try await store.assets.list(query)
    #expect(page.assets.map(\.id) == [ids[3], ids[2], ids[0]] && page.total == 3)
    query.limit = 2
    query.page = 2
    #expect(try await store.assets.list(query).assets.map(\.id) == [ids[0]])
  }

  @Test func `parts become one draft, in their order`() async throws {
    let place = try Place()
    let store = try place.open()
    // Longer than what is read at once.
    let texts = ["first", String(repeating: "second", count: 100_000), "", "last"]
    let parts = try texts.map { try place.draft(store, UUID().uuidString, $0) }
    let whole = store.folder.draft("whole")
    try await store.folder.join(parts, into: whole)
    #expect(try String(contentsOf: URL(filePath: whole), encoding: .utf8) == texts.joined())
    #expect(try place.files(in: "spool") == ["whole"])
    #expect(
      await refusal { try await store.folder.join(["/nowhere/part"], into: whole) } == .unusable)
  }
}
