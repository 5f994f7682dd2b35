import Foundation
import Media
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct SupercutCommandTests {
  private struct Written: Decodable {
    let file: String
    let seconds: Double
    let width: Int, height: Int
    let bytes: Int64
  }

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var made: String { "\(folder.path)/made.mp4" }

  @Test func `what is said about the words becomes a film`() throws {
    let run = try ToolRun([
      "render", "supercut", media("story.mkv"), "--prompt", "harbour", "--seconds", "3", "--out",
      made, "--json", "--screen", "none",
    ])
    #expect(run.code == .success && run.error.isEmpty, "\(run.error)")
    let written = try run.document(Written.self)
    #expect(written.file == made && written.seconds > 1 && written.seconds <= 3)
    #expect(written.width == 480 && written.height == 270)
    #expect(
      try FileManager.default.attributesOfItem(atPath: made)[.size] as? Int64 == written.bytes)
    var reader = try VideoReader(.path(made))
    var count = 0
    while try reader.advance() != nil { count += 1 }
    #expect(count == Int((written.seconds * 25).rounded()))
  }

  @Test func `words that fit nothing give a selection, which is told`() throws {
    let words = [
      "render", "supercut", media("story.mkv"), media("shots.mp4"), "-p", "submarine", "-n", "4",
      "-s", "160x160", "-o", made, "--screen", "none",
    ]
    let run = try ToolRun(words)
    #expect(run.code == .success)
    #expect(run.error.contains("nothing fits the prompt"))
    #expect(run.error.contains("160×160"))
    let again = try ToolRun(words)
    #expect(again.code == .noOutput && again.error.contains("--force replaces it"))
  }

  @Test func `what a short video leaves of the film is for the others`() throws {
    let run = try ToolRun([
      "render", "supercut", media("h264-intra.mp4"), media("story.mkv"), "-p", "submarine", "-n",
      "8", "-s", "160x160", "-o", made, "--json", "--screen", "none",
    ])
    // Two seconds of the one, and not just four of the other.
    let seconds = try run.document(Written.self).seconds
    #expect(seconds > 7 && seconds <= 8)
  }

  @Test(arguments: [
    ([], "add --out film.mp4"), (["-o", "a.mp4"], "add --prompt"),
    (["-o", "a.mp4", "-p", " "], "add --prompt"), (["-o", "-", "-p", "a"], "name a file"),
    (["-o", "a.mp4", "-p", "a", "-s", "3x3"], "two even numbers"),
    (["-o", "a.mp4", "-p", "a", "-n", "0"], "a time above zero"),
  ])
  func `wrong words are told`(words: [String], advice: String) throws {
    let run = try ToolRun(["render", "supercut", media("story.mkv")] + words)
    #expect(run.code == .usage)
    #expect(run.error.contains(advice), "\(run.error)")
  }

  @Test func `what is not there has an exit code`() throws {
    let run = try ToolRun(["render", "supercut", "no.mp4", "-p", "a", "-o", made])
    #expect(run.code == .noInput)
  }
}
