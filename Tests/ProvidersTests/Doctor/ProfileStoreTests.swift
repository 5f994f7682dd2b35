import Foundation
import JSON
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct ProfileStoreTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "shotlog-profiles-\(UUID().uuidString)/inside")

  private var store: ProfileStore { ProfileStore(folder: folder.path) }

  /// What a blind model that takes JSON of any shape is found to be.
  private func report(_ kind: ServerKind = .compatible) async throws -> DoctorReport {
    try await Examination(kind: kind, model: "blind+json-object-only~store", face: "openai")
      .report()
  }

  private func entry(
    _ kind: ServerKind = .compatible, model: String = "Qwen/Qwen3-VL:8b",
    base: String = "http://127.0.0.1:8000/v1"
  ) -> ServerEntry {
    ServerEntry("mine", kind, model: model, base: base, key: Secret("sk-never-kept"))
  }

  @Test func `what was found is kept for one model at one address, by one wire`() async throws {
    let entry = entry()
    #expect(store.learnt(of: entry) == nil && store.learnt(at: entry.base, as: .vllm) == [])
    try store.keep(await report(), of: entry, date: 1_795_267_696)
    let learnt = try #require(store.learnt(of: entry))
    #expect(learnt.date == "2026-11-21T13:28:16Z")
    #expect(learnt.members["max_images"] == 0 && learnt.members["schema_mode"] == "json_object")
    #expect(learnt.members["auth_header"] == nil, "nobody asked for that")
    // Whoever names the kind better meets the same server.
    #expect(store.learnt(of: self.entry(.vllm)) == learnt)
    #expect(store.learnt(of: self.entry(base: entry.base + "/")) == learnt)
    #expect(store.learnt(of: self.entry(model: "Qwen/Qwen3-VL-8b")) == nil)
    #expect(store.learnt(of: self.entry(.anthropic)) == nil)
    #expect(store.learnt(of: self.entry(base: "http://127.0.0.1:8001/v1")) == nil)
    #expect(store.learnt(at: entry.base, as: .sglang) == [learnt])
    #expect(store.learnt(at: entry.base, as: .ollama) == [])
    #expect(store.learnt(at: "http://127.0.0.1:8001/v1", as: .compatible) == [])
    let path = store.path(for: entry)
    #expect(path.contains("chat-127.0.0.1-8000-v1-Qwen-Qwen3-VL-8b-"))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("\"findings\"") && !text.contains("sk-never-kept"))
    try store.keep(await report(), of: entry, date: 0)
    #expect(store.learnt(of: entry)?.date == "1970-01-01T00:00:00Z")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
  }

  @Test func `a catalogue obeys what was learnt, but for what is set`() async throws {
    try store.keep(await report(), of: entry(model: "m"), date: 0)
    func configured(_ provider: String, _ model: String) throws -> ServerEntry {
      let head = #""p": { "kind": "compatible", "url": "http://127.0.0.1:8000/v1""#
      var catalog = try ModelCatalog(
        reading: "{ \"providers\": { \(head) \(provider), \"models\": { \(model) } } } }".utf8)
      let usual = try #require(try catalog.entry("p/m", environment: [:]))
      #expect(usual.profile.mostPictures > 0, "without the store nothing is obeyed")
      catalog.profiles = store
      return try #require(try catalog.entry("p/m", environment: [:]))
    }
    let plain = try configured("", "")
    #expect(plain.profile.mostPictures == 0 && plain.profile.schemaMode == .object)
    #expect(plain.appetite.picturesPerCall == 0)
    // What is set to what is usual is set all the same.
    let usual = ServerProfile(for: .compatible).mostPictures
    let common = try configured(#", "profile": { "max_images": \#(usual) }"#, "")
    #expect(common.profile.mostPictures == usual && common.profile.schemaMode == .object)
    let own = try configured(
      #", "profile": { "max_images": 5, "schema_mode": "prompt" }"#,
      #""m": { "profile": { "max_images": 3 } }"#)
    #expect(own.profile.mostPictures == 3 && own.profile.schemaMode == .prompt)
  }

  @Test func `what was found against the settings is told, and not kept`() async throws {
    let report = try await Examination(kind: .compatible, model: "blind", face: "openai").report {
      $0.settings = ["max_images": 16]
    }
    #expect(report.overruled == ["max_images": 0])
    #expect(report.learnt["max_images"] == nil)
    let usual = try await Examination(kind: .compatible, model: "good", face: "openai").report {
      $0.settings = ["schema_mode": "json_schema"]
    }
    #expect(usual.overruled == [:] && usual.learnt["schema_mode"] == nil)
  }

  @Test func `a folder that cannot be is an error`() async throws {
    let entry = entry()
    let store = ProfileStore(folder: "/dev/null/profiles")
    let report = try await report()
    #expect(throws: ProfileStoreError.self) { try store.keep(report, of: entry, date: 0) }
    #expect(store.learnt(of: entry) == nil && store.learnt(at: entry.base, as: .openai) == [])
  }

  @Test func `nothing is read from a broken file`() async throws {
    let entry = entry()
    try store.keep(await report(), of: entry, date: 0)
    let path = store.path(for: entry)
    let whole = try Data(contentsOf: URL(filePath: path))
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      var bytes = whole.prefix(Int.random(in: 0..<whole.count, using: &generator))
      try bytes.write(to: URL(filePath: path))
      // A cut may leave out no more than the end of the line.
      #expect(bytes.count == whole.count - 1 || store.learnt(of: entry) == nil)
      bytes = whole
      bytes[Int.random(in: 0..<whole.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
      try bytes.write(to: URL(filePath: path))
      // Whatever a changed byte makes of it, it is read or refused.
      _ = store.learnt(of: entry)
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(store.learnt(of: entry) == nil)
  }

  @Test func `what a later version may keep is not obeyed`() async throws {
    let entry = entry()
    try store.keep(await report(), of: entry, date: 0)
    let path = store.path(for: entry)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for (old, new) in [("\"format\": 1", "\"format\": 2"), ("\"max_images\"", "\"most_images\"")] {
      #expect(text.contains(old))
      try text.replacingOccurrences(of: old, with: new)
        .write(toFile: path, atomically: true, encoding: .utf8)
      #expect(store.learnt(of: entry) == nil)
    }
  }

  @Test func `names that only differ in odd letters have files of their own`() {
    let names = ["a/b", "a:b", "a-b", "a--b", "模型", "模形", "../../etc/passwd", ""]
    let paths = names.map { store.path(for: entry(model: $0)) }
    #expect(Set(paths).count == names.count)
    for path in paths {
      #expect(URL(filePath: path).deletingLastPathComponent().path == folder.path)
      #expect(path.utf8.count < folder.path.utf8.count + 200)
    }
  }
}
