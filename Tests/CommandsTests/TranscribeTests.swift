import Foundation
import JSON
import TestSupport
import Testing

@testable import Commands

/// `analyze --transcribe` against the server of `Tests/Clients`, which hears words wherever it is loud.
@Suite(.timeLimit(.minutes(40)), .computing) struct TranscribeTests {
  private static let server = Result {
    try ServedProcess.start(
      Repository.path(".build-clients/bin/python"),
      [Repository.path("Tests/Clients/models/server.py"), "--check"])
  }

  private static func run(
    _ words: [String], _ more: String = "", in folder: TemporaryFolder
  ) throws -> ToolRun {
    let config = "\(folder.path)/config.json"
    try """
    { \(more) "providers": {
      "ear": { "kind": "compatible", "url": "\(try server.get())/v1" },
      "eye": { "kind": "ollama", "url": "\(try server.get())" } } }
    """.write(toFile: config, atomically: true, encoding: .utf8)
    return try ToolRun(
      ["analyze"] + words + ["--screen", "none", "--config", config],
      environment: ["XDG_CACHE_HOME": folder.path])
  }

  @Test func `what a server hears is in the answer, and is asked for once`() throws {
    let folder = try TemporaryFolder()
    let words = [media("shots.mp4"), "--transcribe", "ear/whisper-1", "--prompt", "What is said?"]
    let run = try Self.run(words, in: folder)
    #expect(run.code == .success && run.text.contains("quick brown fox"), "\(run.error)")
    let again = try JSONReader().value(of: try Self.run(words + ["--json"], in: folder).output)
    #expect(again["run"]?["asked"] == 0 && again["run"]?["remembered"] == 2)
    #expect(again["run"]?["transfers"] == [])
    #expect(again["transcription"]?["model"]?["name"] == "whisper-1")
  }

  @Test func `a recording holds what was heard, and plays it back without any server`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/record"
    let words = [media("shots.mp4"), "--prompt", "What is said?", "--no-cache"]
    let recorded = try Self.run(
      words + ["--transcribe", "ear/whisper-1", "--record", file], in: folder)
    #expect(recorded.text.contains("quick brown fox"), "\(recorded.error)")
    let replayed = try Self.run(words + ["--replay", file, "--offline", "--strict"], in: folder)
    #expect(replayed.code == .success && replayed.output == recorded.output, "\(replayed.error)")
  }

  @Test func `the configuration may name who listens, and none sends nothing`() throws {
    let folder = try TemporaryFolder()
    let named = #""transcriber": "ear/segments-only","#
    let run = try Self.run([media("shots.mp4"), "--json"], named, in: folder)
    let heard = try JSONReader().value(of: run.output)
    #expect(heard["transcription"]?["model"]?["name"] == "segments-only")
    #expect(heard["run"]?["transfers"]?.asList?.count == 1)
    let none = try Self.run(
      [media("shots.mp4"), "--json", "--transcribe", "none"], named, in: folder)
    #expect(try JSONReader().value(of: none.output)["transcription"] == nil)
    let plan = try Self.run([media("shots.mp4"), "--dry-run"], named, in: folder)
    #expect(plan.code == .success && plan.text.contains("transcribe"))
  }

  @Test func `a server that fails is told of, and everything else is there`() throws {
    let folder = try TemporaryFolder()
    let words = [media("shots.mp4"), "--transcribe", "ear/status-401"]
    let run = try Self.run(words, in: folder)
    #expect(run.code == .success && run.text.contains("0:00:00.000"))
    #expect(!run.error.isEmpty)
    #expect(try Self.run(words + ["--strict"], in: folder).code == .incomplete)
    let offline = try Self.run(
      [media("shots.mp4"), "--transcribe", "ear/whisper-1", "--offline", "--json"], in: folder)
    let found = try JSONReader().value(of: offline.output)
    #expect(found["problems"]?.asList?.first?["code"] == "offline")
    #expect(found["run"]?["transfers"] == [])
  }

  @Test(arguments: ["embedded", "eye/llava", "nobody/x"])
  func `who cannot listen is refused before anything is looked at`(name: String) throws {
    let folder = try TemporaryFolder()
    let run = try Self.run([media("shots.mp4"), "--transcribe", name], in: folder)
    #expect(run.code == .usage && run.output.isEmpty)
  }
}
