import Foundation
import JSON
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing, .knowing("shots.mp4", screen: "none"))
struct AnalyzeTests {
  /// A run that keeps what it finds in a folder of its own, or in the one of all.
  private static func run(
    _ words: [String], keepingIn folder: TemporaryFolder? = nil
  ) throws -> ToolRun {
    try ToolRun(
      ["analyze"] + words + ["--screen", "none"],
      environment: ["XDG_CACHE_HOME": try folder?.path ?? #require(OneFolder.path)])
  }

  private static func document(_ run: ToolRun) throws -> JSONValue {
    #expect(run.code == .success, "\(run.error)")
    return try JSONReader().value(of: run.output)
  }

  @Test func `without a question every segment is described, and they tile the video`() throws {
    let found = try Self.document(try Self.run([media("shots.mp4"), "--json"]))
    #expect(found["schema"] == "shotlog.analysis/1" && found["completeness"] == "complete")
    let segments = try #require(found["segments"]?.asList)
    #expect(segments.count > 1)
    #expect(segments.first?["start"]?.asNumber == 0)
    for (a, b) in zip(segments, segments.dropFirst()) { #expect(a["end"] == b["start"]) }
    #expect(segments.last?["end"] == found["window"]?["end"])
    for segment in segments { #expect(segment["title"]?.asText?.isEmpty == false) }
  }

  @Test func `a page shows each segment by its best picture, as that of segments does`() throws {
    func pictures(_ run: ToolRun) -> [Substring] {
      #expect(run.code == .success, "\(run.error)")
      return run.text.split(separator: "data:image/jpeg;base64,").dropFirst().map {
        $0.prefix { $0 != "\"" }
      }
    }
    let words = [media("shots.mp4"), "--min", "2", "--max", "60", "--prefer", "10"]
    let analysed = pictures(try Self.run(words + ["--format", "html"]))
    let cut = pictures(try ToolRun(["segments"] + words + ["--format", "html"]))
    #expect(analysed == cut && !cut.isEmpty)
  }

  @Test func `the second run decodes nothing, and gives the same bytes`() throws {
    let folder = try TemporaryFolder()
    let words = [media("chapters.mkv"), "--json", "--reproducible"]
    let first = try Self.run(words, keepingIn: folder)
    let second = try Self.run(words, keepingIn: folder)
    #expect(first.code == .success && first.output == second.output)
    let third = try Self.document(
      try Self.run([media("chapters.mkv"), "--json"], keepingIn: folder))
    #expect(third["run"]?["knew_video"] == true)
    let fresh = try Self.document(
      try Self.run([media("chapters.mkv"), "--json", "--no-cache"], keepingIn: folder))
    #expect(fresh["run"]?["knew_video"] == false)
  }

  @Test func `a prompt is answered in words, from what is said`() throws {
    let run = try Self.run([media("chapters.mkv"), "--prompt", "What is said?"])
    #expect(run.code == .success && run.text.contains("第一行字幕"))
  }

  @Test func `a schema shapes the answer`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/shape.json"
    try #"{"type":"object","properties":{"duration":{"type":"number"}},"required":["duration"]}"#
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Self.run(
      [media("shots.mp4"), "--prompt", "How long is it?", "--schema", path])
    #expect(try Self.document(run) == ["duration": 15.6])
  }

  @Test(arguments: ["twelvelabs", "dumplingai", "bibigpt", "openai"])
  func `every service's document comes on one line`(service: String) throws {
    let run = try Self.run(
      [media("shots.mp4"), "--prompt", "Summarize", "--as", service])
    #expect(run.text.count { $0 == "\n" } == 1)
    #expect(try Self.document(run).asMembers?.isEmpty == false)
  }

  @Test func `definitions are filled, and what is not known is listed`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/kinds.json"
    try """
    [{"id": "scenes", "description": "Each scene", "fields": [
      {"name": "shots", "type": "integer", "description": "Number of shots"},
      {"name": "mood", "type": "string", "description": "The mood"}]}]
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let run = try Self.run([media("shots.mp4"), "--segments", path, "--json"])
    let stretches = try #require(
      try Self.document(run)["findings"]?.asList?.first?["stretches"]?.asList)
    #expect(stretches.allSatisfy { ($0["metadata"]?["shots"]?.asInteger ?? 0) > 0 })
    #expect(stretches.allSatisfy { $0["unanswered"]?.asList?.contains("mood") == true })
  }

  @Test func `several videos give a document a line, and one that is broken stops none`() throws {
    let run = try Self.run(
      [media("no-audio.mp4"), media("empty.mp4"), media("one-frame.mp4"), "--json"])
    #expect(run.code == .incomplete && run.error.contains("empty.mp4"))
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines { #expect(throws: Never.self) { try JSONReader().value(of: line.utf8) } }
  }

  @Test(arguments: [
    (["--model", "nobody"], "no model"), (["--schema", "x.json"], "x.json"),
    (["--prompt", " "], "--prompt is empty"), (["--as", "openai", "--json"], "two ways"),
    (["--segments", "none.json"], "none.json"), (["--max-cost", "-1"], "--max-cost"),
    (["--screen", "tlh"], "tlh"), (["--subtitles", "none.srt"], "none.srt"),
    (["--temperature", "2"], "--temperature"),
  ])
  func `what cannot be asked is told before the video is opened`(
    words: [String], message: String
  ) throws {
    let run = try ToolRun(["analyze", "/nowhere.mp4"] + words)
    #expect(run.error.contains(message), "\(run.error)")
    #expect(run.output.isEmpty && run.code != .success && !run.error.contains("nowhere"))
  }

  @Test func `a dry run shows the calls and asks nobody`() throws {
    let run = try Self.run([media("shots.mp4"), "--dry-run"])
    #expect(run.code == .success && run.text.contains("1 call of embedded/facts"))
  }

  @Test func `offline opens no address`() throws {
    let run = try Self.run(["http://127.0.0.1:9/film.mp4", "--offline"])
    #expect(run.code == .unsupported && run.error.contains("--offline"))
  }

  @Test func `subtitles beside a video are found by its name`() throws {
    let folder = try TemporaryFolder()
    let film = "\(folder.path)/film.mp4"
    try FileManager.default.copyItem(atPath: media("no-audio.mp4"), toPath: film)
    try "1\n00:00:00,200 --> 00:00:00,800\nA lonely lighthouse\n".write(
      toFile: "\(folder.path)/film.srt", atomically: true, encoding: .utf8)
    let run = try Self.run([film, "--prompt", "what is said"])
    #expect(run.text.contains("A lonely lighthouse"))
  }

  @Test(arguments: ["csv", "vtt", "html", "otio", "ffmetadata"])
  func `segments go to editors and players`(format: String) throws {
    let run = try Self.run([media("shots.mp4"), "--format", format])
    #expect(run.code == .success && run.output.count > 100)
  }
}
