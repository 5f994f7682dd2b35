import Foundation
import JSON
import TestSupport
import Testing

@testable import Commands

/// What an analysis without any model says of a film with titles, subtitles, pauses and distinct scenes.
@Suite(.timeLimit(.minutes(40)), .computing, .knowing("story.mkv", screen: "eng"))
struct AnalyzeContentTests {
  private static let lines = [
    "The old lighthouse stands above the harbour.", "Every ship looks for the lighthouse.",
  ]
  private static let titles = ["HARBOUR LIGHTS", "Captain Ada Grey", "THE END"]
  private static let starts = [0.0, 3, 6, 9, 12]

  private static func run(_ words: [String]) throws -> ToolRun {
    try ToolRun(
      ["analyze", media("story.mkv"), "--screen", "eng"] + words,
      environment: ["XDG_CACHE_HOME": try #require(OneFolder.path)])
  }

  /// Every number of seconds that a text tells to the thousandth.
  private static func times(in text: String) -> [Double] {
    text.matches(of: /\d+\.\d{3}/).compactMap { Double($0.output) }
  }

  @Test(arguments: [[], ["--prompt", "Summarize it: scenes, text on screen, what is said"]])
  func `the report names the words, the lines and every scene's start`(words: [String]) throws {
    let run = try Self.run(words)
    #expect(run.code == .success, "\(run.error)")
    let text = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for line in Self.lines + Self.titles { #expect(text.contains(line), "\(line) in \(text)") }
    // A frame lasts 40 ms; the table of segments tells times too, so all are looked at.
    let times = Self.times(in: text)
    for start in Self.starts.dropFirst() {
      #expect(times.contains { abs($0 - start) <= 0.04 }, "\(start) in \(text)")
    }
  }

  @Test func `the document says which words stand and are said when`() throws {
    let run = try Self.run(["--json", "--policy", "shots"])
    let found = try JSONReader().value(of: run.output)
    let segments = try #require(found["segments"]?.asList)
    #expect(segments.count == Self.starts.count)
    for (segment, start) in zip(segments, Self.starts) {
      #expect(abs(try #require(segment["start_from_zero"]?.asNumber) - start) <= 0.04)
    }
    func words(_ member: String, of place: Int) -> [String] {
      segments[place][member]?.asList?.compactMap { $0["text"]?.asText } ?? []
    }
    #expect(words("screen", of: 0) == ["HARBOUR LIGHTS"])
    #expect(words("screen", of: 2) == ["Captain Ada Grey"])
    #expect(words("screen", of: 4) == ["THE END"])
    #expect(words("screen", of: 1).isEmpty && words("screen", of: 3).isEmpty)
    #expect(words("speech", of: 1) == [Self.lines[0]] && words("speech", of: 2) == [Self.lines[1]])
  }

  @Test func `Chinese is answered in Chinese, with the film's own words`() throws {
    let run = try Self.run(["--prompt", "总结视频内容", "--language", "zh"])
    #expect(run.text.contains("HARBOUR LIGHTS") && run.text.contains("镜头"))
  }
}
