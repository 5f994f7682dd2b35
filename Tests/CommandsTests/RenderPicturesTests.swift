import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct RenderPicturesTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  @Test(arguments: [
    ("a.webp", Array("RIFF".utf8)), ("a.jpg", [0xFF, 0xD8]), ("a.JPEG", [0xFF, 0xD8]),
    ("a.png", [0x89, 0x50]),
  ])
  func `a thumbnail is of the kind that its name says`(name: String, head: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let words = ["render", "thumbnail", media("vfr.mp4"), "--out", "\(folder.path)/\(name)"]
    let run = try ToolRun(words)
    #expect(run.code == .success && run.error.hasPrefix("shotlog: the picture at 0:00:0"))
    #expect(try bytes("\(folder.path)/\(name)").starts(with: head))
    #expect(try ToolRun(words).code == .noOutput)
    #expect(try ToolRun(words + ["--force", "--quiet"]).error.isEmpty)
    #expect(try folder.names() == [name])
  }

  @Test func `a thumbnail has the asked size, and goes through a pipe`() throws {
    let run = try ToolRun([
      "render", "thumbnail", media("vfr.mp4"), "--size", "64", "--format", "png", "-o", "-",
    ])
    try #require(run.code == .success && run.output.count > 24)
    let sides = [16, 20].map { at in run.output[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(sides.max() == 64)
  }

  @Test func `a sheet of sprites comes with its track beside it`() throws {
    let folder = try TemporaryFolder()
    let words = [
      "render", "sprites", media("shots.mp4"), "--count", "6", "--columns", "3", "--side", "96",
      "-o",
      "\(folder.path)/of a film.jpg",
    ]
    let run = try ToolRun(words)
    #expect(run.code == .success && run.error.hasPrefix("shotlog: 6 pictures of 96×"))
    #expect(try folder.names() == ["of a film.jpg", "of a film.vtt"])
    let track = String(decoding: try bytes("\(folder.path)/of a film.vtt"), as: UTF8.self)
    #expect(track.hasPrefix("WEBVTT\n\n00:00:00.000 --> 00:00:0"))
    #expect(
      track.split(separator: "\n").filter { $0.hasPrefix("of%20a%20film.jpg#xywh=") }.count == 6)
    #expect(try ToolRun(words).code == .noOutput)
    // A track of somebody's own is not written over either.
    try FileManager.default.removeItem(atPath: "\(folder.path)/of a film.jpg")
    #expect(try ToolRun(words).code == .noOutput)
    #expect(try folder.names() == ["of a film.vtt"])
  }

  @Test(arguments: [
    ["thumbnail", "--out", "a.gif"], ["sprites", "--out", "-"], ["sprites", "--count", "0"],
    ["sprites", "--side", "4"], ["thumbnail", "--quality", "101"], ["sprite"],
  ])
  func `what cannot be is refused`(words: [String]) throws {
    let run = try ToolRun(["render"] + words.prefix(1) + [media("tiny.mp4")] + words.dropFirst())
    #expect(run.code == .usage && run.output.isEmpty)
  }

  @Test(arguments: ["thumbnail", "sprites"])
  func `what has no pictures leaves no file`(command: String) throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun([
      "render", command, media("audio-only.mp3"), "--out", "\(folder.path)/a.jpg",
    ])
    #expect(run.code != .success)
    #expect(try folder.names().isEmpty)
  }
}
