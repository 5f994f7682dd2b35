import Foundation
import JSON
import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(15))) struct ProfileStoreTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "shotlog-profiles-\(UUID().uuidString)/inside")

  private var store: ProfileStore { ProfileStore(folder: folder.path) }

  /// An examination that ends at once.
  private func report(of entry: ServerEntry) async throws -> DoctorReport {
    try await Examination(kind: entry.kind, model: entry.model, face: "openai")
      .report(from: "http://127.0.0.1:9")
  }

  private func entry(
    _ kind: ServerKind = .vllm, model: String = "Qwen/Qwen3-VL:8b", base: String? = nil
  ) -> ServerEntry {
    ServerEntry("mine", kind, model: model, base: base, key: Secret("sk-never-kept"))
  }

  @Test func `a profile is kept as it is, for one model of one server`() async throws {
    let entry = entry()
    var profile = entry.profile
    (profile.mostPictures, profile.schemaMode, profile.order) = (3, .object, .picturesFirst)
    (profile.contextTokens, profile.streams) = (2048, false)
    #expect(store.profile(for: entry) == nil)
    try store.keep(profile, for: entry, report: await report(of: entry), date: 1_795_267_696)
    #expect(store.profile(for: entry) == profile)
    var set = entry
    (set.profile.mostPictures, set.profile.contextTokens) = (2, 4096)
    (profile.mostPictures, profile.contextTokens) = (2, 4096)
    #expect(store.profile(for: set) == profile, "what somebody set is not found out otherwise")
    #expect(store.profile(for: self.entry(model: "Qwen/Qwen3-VL-8b")) == nil)
    #expect(store.profile(for: self.entry(.sglang)) == nil)
    #expect(store.profile(for: self.entry(base: "http://127.0.0.1:8001/v1")) == nil)
    let path = store.path(for: entry)
    #expect(path.contains("vllm-127.0.0.1-8000-v1-Qwen-Qwen3-VL-8b-"))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("2026-11-21T") && text.contains("\"findings\""))
    #expect(!text.contains("sk-never-kept"))
    try store.keep(entry.profile, for: entry, report: await report(of: entry), date: 0)
    #expect(store.profile(for: entry) == entry.profile)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 1)
  }

  @Test func `a folder that cannot be is an error`() async throws {
    let entry = entry()
    let store = ProfileStore(folder: "/dev/null/profiles")
    let report = try await report(of: entry)
    #expect(throws: ProfileStoreError.self) {
      try store.keep(entry.profile, for: entry, report: report, date: 0)
    }
    #expect(store.profile(for: entry) == nil)
  }

  @Test func `nothing is read from a broken file`() async throws {
    let entry = entry()
    try store.keep(entry.profile, for: entry, report: await report(of: entry), date: 0)
    let path = store.path(for: entry)
    let whole = try Data(contentsOf: URL(filePath: path))
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      var bytes = whole.prefix(Int.random(in: 0..<whole.count, using: &generator))
      try bytes.write(to: URL(filePath: path))
      // A cut may leave out no more than the end of the line.
      #expect(bytes.count == whole.count - 1 || store.profile(for: entry) == nil)
      bytes = whole
      bytes[Int.random(in: 0..<whole.count, using: &generator)] = .random(
        in: 0...255, using: &generator)
      try bytes.write(to: URL(filePath: path))
      // Whatever a changed byte makes of it, it is read or refused.
      _ = store.profile(for: entry)
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(store.profile(for: entry) == nil)
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
