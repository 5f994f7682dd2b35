import FoundationEssentials
import Media
import TestSupport
import Testing

@testable import Commands

@Suite(.timeLimit(.minutes(40)), .computing) struct FramesTests {
  /// The number that is painted on a raw picture.
  private func number(on picture: ArraySlice<UInt8>, width: Int, height: Int) -> Int {
    (0..<10).reduce(0) { number, bit in
      let pixel = (height - 6) * width + (2 * bit + 1) * width / 20
      return picture[picture.startIndex + 3 * pixel] > 127 ? number | 1 << bit : number
    }
  }

  private func numbers(_ bytes: [UInt8], width: Int = 192, height: Int = 144) -> [Int] {
    let size = 3 * width * height
    return stride(from: 0, to: bytes.count, by: size).map {
      number(on: bytes[$0..<$0 + size], width: width, height: height)
    }
  }

  private func lines(of folder: TemporaryFolder, _ part: String = "f") throws -> [FrameLine] {
    try String(contentsOfFile: "\(folder.path)/\(part)/frames.jsonl", encoding: .utf8)
      .split(separator: "\n")
      .map { try ToolRun.decoder.decode(FrameLine.self, from: Data($0.utf8)) }
  }

  @Test(arguments: [
    ("h264-bframes.mp4", "--all"), ("h264-open-gop.mkv", "--all"), ("vfr.mp4", "--all"),
    ("h264-bframes.mp4", "--key"),
  ])
  func `pictures in a pipe are those that ffprobe lists`(name: String, plan: String) throws {
    let run = try ToolRun(["frames", media(name), plan, "--format", "rgb", "--out", "-"])
    let oracle = try Oracle.of(name)
    let expected = oracle.frames.filter { plan == "--all" || $0.keyFrame == 1 }.compactMap(\.number)
    #expect(numbers(run.output) == expected)
  }

  @Test func `a folder gets pictures and a list`() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun([
      "frames", media("vfr.mp4"), "--at", "0,1.5,3", "--out", "\(folder.path)/f",
    ])
    #expect(run.code == .success)
    #expect(run.output.isEmpty)
    #expect(run.error == "shotlog: 3 pictures in \(folder.path)/f\n")
    let lines = try lines(of: folder)
    #expect(try folder.names(in: "f") == lines.map(\.file) + ["frames.jsonl"])
    #expect(lines.map(\.instants) == [[0], [1.5], [3]])
    let frames = try Oracle.of("vfr.mp4").frames
    for line in lines {
      let ordinal = try #require(line.ordinal)
      #expect(line.pts == frames[ordinal].pts)
      #expect(line.timeBase == "1/90000")
      #expect(line.seconds <= line.instants[0])
      let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/f/\(line.file)"))
      #expect(bytes.prefix(2) == Data([0xFF, 0xD8]) && bytes.suffix(2) == Data([0xFF, 0xD9]))
    }
  }

  @Test func `the name shows a time at which the picture is on show`() throws {
    #expect(FrameLine.name(12, seconds: 4.0416, format: .jpg) == "0000012_0h00m04.042s.jpg")
    #expect(FrameLine.name(1, seconds: 3723, format: .png) == "0000001_1h02m03.000s.png")
  }

  @Test func `a pipe gets a picture for every instant`() throws {
    let run = try ToolRun([
      "frames", media("h264-bframes.mp4"), "--fps", "50", "--to", "0.1", "--format", "rgb", "--out",
      "-",
    ])
    #expect(numbers(run.output) == [0, 0, 1, 1, 2])
    #expect(run.error == "shotlog: 3 pictures, 2 times asked for one already given\n")
  }

  @Test func `raw pictures keep one size where the video changes its own`() throws {
    let run = try ToolRun([
      "frames", media("size-change.ts"), "--all", "--format", "rgb", "-o", "-",
    ])
    #expect(numbers(run.output, width: 160, height: 120) == Array(0..<50) + Array(0..<50))
  }

  @Test func `encoded pictures follow each other`() throws {
    let run = try ToolRun([
      "frames", media("tiny.mp4"), "--all", "--format", "png", "--out", "-", "--quiet",
    ])
    let mark = Array("IEND".utf8)
    let ends = run.output.indices.dropLast(3).count { Array(run.output[$0..<$0 + 4]) == mark }
    #expect(ends == 10)
    #expect(run.error.isEmpty)
  }

  @Test func `an earlier run is not overwritten unless forced`() throws {
    let folder = try TemporaryFolder()
    let words = ["frames", media("h264-bframes.mp4"), "--quiet", "--out", "\(folder.path)/f"]
    #expect(try ToolRun(words).code == .success)
    let before = try folder.names(in: "f")
    let refused = try ToolRun(words + ["--count", "1"])
    #expect(refused.code == .noOutput)
    #expect(refused.error.contains("frames.jsonl") && refused.error.contains("--force"))
    #expect(try folder.names(in: "f") == before)
    #expect(try ToolRun(words + ["--count", "1", "--force"]).code == .success)
    #expect(try folder.names(in: "f") == ["0000001_0h00m02.400s.jpg", "frames.jsonl"])
  }

  @Test func `a run that breaks off leaves a list that says so`() throws {
    let folder = try TemporaryFolder()
    let interruption = Interruption()
    let path = "\(folder.path)/f"
    _ = try FrameFolder(path, isReplacing: false)
    #expect(try folder.names(in: "f") == ["frames.jsonl.part"])
    let words = ["frames", media("tiny.mp4"), "--out", path]
    #expect(try ToolRun(words, interruption: interruption).code == .noOutput)
    #expect(try ToolRun(words + ["--force"], interruption: interruption).code == .success)
    interruption.cancel()
    let run = try ToolRun(
      ["frames", media("tiny.mp4"), "-o", "\(path)2"], interruption: interruption)
    #expect(run.code == .cancelled)
  }

  @Test func `the report says what was asked and what was not there`() throws {
    struct Report: Decodable {
      struct Drop: Decodable, Equatable {
        let reason: String
        let count: Int
      }
      let pictures: Int, instantsAsked: Int, repeats: Int
      let drops: [Drop]
    }
    let folder = try TemporaryFolder()
    let run = try ToolRun([
      "frames", media("h264-bframes.mp4"), "--at", "1,1.01,99", "--json", "-o", "\(folder.path)/f",
    ])
    let report: Report = try run.document()
    #expect([report.pictures, report.instantsAsked, report.repeats] == [1, 3, 1])
    #expect(report.drops == [Report.Drop(reason: "after_end", count: 1)])
    #expect(run.error.isEmpty)
  }

  @Test func `no picture at all is not a success`() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun(["frames", media("tiny.mp4"), "--at", "99", "-o", "\(folder.path)/f"])
    #expect(run.code == .incomplete)
  }

  @Test func `sound alone has no pictures`() throws {
    let run = try ToolRun(["frames", media("audio-only.mp3"), "-o", "-", "--format", "rgb"])
    #expect(run.code == .badInput)
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [("512", 192, 144), ("96", 96, 72), ("96x96!", 96, 96), ("100x36", 48, 36)])
  func `pictures have the size that was asked for`(size: String, width: Int, height: Int) throws {
    let folder = try TemporaryFolder()
    _ = try ToolRun([
      "frames", media("h264-bframes.mp4"), "--count", "1", "--size", size, "-o",
      "\(folder.path)/f",
    ])
    let line = try #require(try lines(of: folder).first)
    #expect([line.width, line.height] == [width, height])
  }

  @Test func `frames come from standard input too`() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: media("h264-bframes.mp4"))))
    let run = try ToolRun(
      ["frames", "-", "--at", "1", "--format", "rgb", "--out", "-"], input: bytes)
    #expect(numbers(run.output) == [25])
  }
}
