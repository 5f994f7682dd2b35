import Exports
import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

/// What a program reads from `shots --json`.
private struct Found: Decodable, Equatable {
  struct Shot: Decodable, Equatable {
    let number: Int
    let start: Double
    let end: Double
    let startTicks: Int64
    let firstFrame: Int
    let lastFrame: Int
    let beginsWith: String?
  }

  struct Transition: Decodable, Equatable {
    let kind: String
    let start: Double
    let end: Double
    let confidence: Double
    let firstFrame: Int
  }

  let schema: String
  let pictures: Int
  let shots: [Shot]
  let transitions: [Transition]
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotsTests {
  private let film = media("shots.mp4")

  @Test func `the document has shots and transitions on the file's clock`() throws {
    let run = try ToolRun(["shots", film, "--json"])
    let found = try run.document(Found.self)
    #expect(run.error.isEmpty)
    #expect(found.schema == "shotlog.shots/1")
    #expect(found.shots.map(\.firstFrame).first == 0)
    #expect(found.shots.last?.lastFrame == found.pictures - 1)
    #expect(found.transitions.count == found.shots.count - 1)
    let cuts = found.transitions.filter { $0.kind == "cut" }
    #expect(cuts.map(\.firstFrame) == [60, 120, 330])
    #expect(cuts.allSatisfy { $0.start == $0.end && $0.confidence > 0.5 })
    #expect(cuts[0].start == 60.0 / 25)
    #expect(found.shots[1].beginsWith == "cut")
  }

  @Test func `the table is for people, and colours only for terminals`() throws {
    let run = try ToolRun(["shots", film, "--to", "3"])
    let lines = run.text.split(separator: "\n")
    #expect(lines[0].contains("start") && lines[0].contains("camera"))
    #expect(lines[2].contains("0:00:02.400") && lines[2].contains("cut"))
    #expect(!run.text.contains("\u{1b}"))
  }

  @Test(arguments: ExportFormat.allCases)
  func `every format is written, the same each time`(format: ExportFormat) throws {
    let words = ["shots", film, "--from", "2", "--to", "3", "--format", format.name]
    let run = try ToolRun(words)
    #expect(run.code == .success && !run.output.isEmpty)
    #expect(try ToolRun(words).output == run.output)
    if format == .html { #expect(run.text.contains("data:image/jpeg;base64,")) }
  }

  @Test func `the ending of a file says how it is written`() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun(["shots", film, "--to", "3", "--out", "\(folder.path)/a.vtt"])
    #expect(run.code == .success && run.output.isEmpty)
    #expect(run.error.contains("shots in"))
    let text = try String(contentsOfFile: "\(folder.path)/a.vtt", encoding: .utf8)
    #expect(text.hasPrefix("WEBVTT"))
    #expect(try ToolRun(["shots", film, "--out", "\(folder.path)/a.vtt"]).code == .noOutput)
    #expect(try ToolRun(["shots", film, "--out", "\(folder.path)/a.xyz"]).code == .usage)
  }

  @Test func `a recording gives the same shots without decoding`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/s.csv"
    let first = try ToolRun(["shots", film, "--to", "6", "--json", "--stats", path])
    #expect(first.code == .success)
    #expect(try folder.names() == ["s.csv"])
    let again = try ToolRun(["shots", film, "--json", "--from-stats", path])
    #expect(again.output == first.output)
    try "not a recording\n".write(toFile: path, atomically: false, encoding: .utf8)
    let broken = try ToolRun(["shots", film, "--from-stats", path])
    #expect(broken.code == .badInput && broken.error.contains("line 1"))
    #expect(try ToolRun(["shots", film, "--from-stats", "/no/such"]).code == .noInput)
  }

  @Test(arguments: [
    ["--sensitivity", "2"], ["--format", "doc"], ["--json", "--format", "csv"],
    ["--fast", "--stats", "x"], ["--min-shot", "no"],
  ])
  func `words that cannot be meant are refused`(words: [String]) throws {
    let run = try ToolRun(["shots", film] + words)
    #expect(run.code == .usage)
    #expect(run.error.contains(";"), "no advice: \(run.error)")
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SegmentsTests {
  private struct Found: Decodable {
    struct Segment: Decodable {
      struct Border: Decodable { let reason: String }
      let start: Double
      let end: Double
      let startTicks: Int64
      let endTicks: Int64
      let startBorder: Border
      let endBorder: Border
      let brokenBound: String?
    }

    let policy: String
    let segments: [Segment]
  }

  private let film = media("shots.mp4")

  private func segments(_ words: [String]) throws -> Found {
    try ToolRun(["segments", film, "--json"] + words).document(Found.self)
  }

  @Test(arguments: [
    (["--min", "1", "--max", "4"], "balanced"), (["--policy", "shots", "--to", "6"], "shots"),
    (["--policy", "scenes", "--max", "6", "--to", "6"], "scenes"),
    (["--policy", "fixed", "--length", "2.5", "--to", "6"], "fixed"),
  ])
  func `segments tile the video`(words: [String], policy: String) throws {
    let found = try segments(words)
    #expect(found.policy == policy)
    #expect(found.segments.first?.start == 0)
    #expect(found.segments.first?.startBorder.reason == "range_edge")
    #expect(found.segments.last?.endBorder.reason == "range_edge")
    for (a, b) in zip(found.segments, found.segments.dropFirst()) {
      #expect(a.endTicks == b.startTicks)
    }
    #expect(found.segments.allSatisfy { $0.brokenBound == nil })
  }

  @Test func `given ranges are taken, and wrong ones named`() throws {
    let found = try segments(["--to", "5", "--range", "0-2", "--range", "3-0:04.5"])
    #expect(found.policy == "given")
    #expect(found.segments.map(\.start) == [0, 3])
    let outside = try ToolRun(["segments", film, "--to", "3", "--range", "1-2", "--range", "90-95"])
    #expect(outside.code == .usage && outside.error.contains("range 1"))
  }

  @Test func `a bound that cannot be kept is named`() throws {
    let found = try segments(["--min", "500", "--to", "3"])
    #expect(found.segments.map(\.brokenBound) == ["minimum"])
    let table = try ToolRun(["segments", film, "--min", "500", "--to", "3"])
    #expect(table.text.contains("too short by"))
  }

  @Test(arguments: [
    ["--min", "5", "--max", "2"], ["--policy", "fixed"], ["--length", "0"],
    ["--policy", "shots", "--length", "3"], ["--policy", "given"], ["--range", "3"],
  ])
  func `words that cannot be meant are refused before the video is read`(words: [String]) throws {
    let run = try ToolRun(["segments", "/no/such/file"] + words)
    #expect(run.code == .usage)
    #expect(run.error.contains(";"), "no advice: \(run.error)")
  }
}
