import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct SheetTests {
  /// Width and height as a PNG's header tells.
  private func size(of png: [UInt8]) throws -> [Int] {
    try #require(png.count > 24 && Array(png[1...3]) == Array("PNG".utf8))
    return [16, 20].map { at in png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
  }

  @Test(arguments: [
    (["-n", "9", "-c", "3"], 480, 500), (["-r", "1"], 480, 180),
    (["-w", "960", "-n", "2"], 960, 800),
  ])
  func `a sheet has the asked width and room for its rows`(
    words: [String], width: Int, most: Int
  ) throws {
    let words = words.contains("-w") ? words : words + ["-w", "480"]
    let run = try ToolRun(["sheet", media("vfr.mp4"), "--format", "png", "-o", "-"] + words)
    let size = try size(of: run.output)
    #expect(size[0] == width)
    #expect(size[1] > 60 && size[1] <= most)
    #expect(run.error.isEmpty)
  }

  @Test func `a narrow sheet has fewer columns`() throws {
    let run = try ToolRun(
      ["sheet", media("rotate-90.mp4"), "-o", "-", "--format", "png", "--width", "200"])
    #expect(try size(of: run.output)[0] == 200)
  }

  @Test func `a file is written whole, and not over another`() throws {
    let folder = try TemporaryFolder()
    let words = ["sheet", media("tiny.mp4"), "--width", "320", "--out", "\(folder.path)/a.jpg"]
    let run = try ToolRun(words)
    #expect(run.code == .success)
    #expect(run.error.hasPrefix("shotlog: 320×"))
    #expect(try folder.names() == ["a.jpg"])
    #expect(try ToolRun(words).code == .noOutput)
    #expect(try ToolRun(words + ["--force", "--quiet"]).error.isEmpty)
  }

  @Test(arguments: [["-w", "64"], ["-w", "30000", "-c", "1", "-n", "40"]])
  func `a sheet that cannot be drawn is refused`(words: [String]) throws {
    let run = try ToolRun(["sheet", media("vfr.mp4"), "-o", "-", "--format", "jpg"] + words)
    #expect(run.code == .usage)
    #expect(run.output.isEmpty)
  }
}
