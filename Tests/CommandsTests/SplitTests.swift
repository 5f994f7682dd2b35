import Foundation
import Glibc
import Media
import TestSupport
import Testing

@testable import Commands

/// What a program reads from a line of `split --json`.
private struct Line: Decodable {
  struct Stretch: Decodable {
    let startFromZero: Double, endFromZero: Double
    let startTicks: Int64, endTicks: Int64
  }

  let kind: String
  let number: Int?
  let file: String?
  let inPart: Int?
  let asked: Stretch?
  let written: Stretch?
  let startMoved: Double?
  let endMoved: Double?
  let pictures: Int?
  let encodedPictures: Int?
  let lostPictures: Int?
  let surplusPictures: Int?
  let bytes: Int64?
  let files: Int?
  let container: String?
  let droppedStreams: [Int]?
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SplitTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Key pictures lie at 0, 2.4, 4.8 and 13.2 s of 15.6.
  private let film = media("shots.mp4")

  private func split(
    _ video: String, _ words: String..., interruption: Interruption = Interruption()
  ) throws -> ToolRun {
    try ToolRun(
      ["split", video, "--out", "\(folder.path)/parts"] + words, interruption: interruption)
  }

  private func lines(of run: ToolRun) throws -> [Line] {
    try run.text.split(separator: "\n").map {
      try ToolRun.decoder.decode(Line.self, from: Data($0.utf8))
    }
  }

  /// How many pictures ffprobe decodes of each file, in the order of their names.
  private func counts() throws -> [Int] {
    try folder.names(in: "parts").map { name in
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries",
        "stream=nb_read_frames", "-of", "csv=p=0", "\(folder.path)/parts/\(name)",
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let text = String(
        decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      // ffprobe tells it of a transport stream twice.
      return text.split(separator: "\n").first.flatMap { Int($0) } ?? -1
    }
  }

  @Test func `a file for each segment, and a line for each`() throws {
    let run = try split(film, "--length", "2.6", "--json")
    let lines = try lines(of: run)
    #expect(run.code == .success && run.error.isEmpty)
    let parts = lines.filter { $0.kind == "part" }
    #expect(parts.map(\.number) == [1, 2, 3, 4, 5, 6])
    // Six chunks, of which four start between the same key pictures.
    #expect(parts.compactMap(\.inPart) == [3, 3, 3])
    let files = parts.filter { $0.file != nil }
    #expect(files.map { $0.written?.startFromZero } == [0, 2.4, 4.8])
    #expect(files.map { $0.written?.endFromZero } == [2.4, 4.8, 15.6])
    #expect(files.map(\.pictures) == [60, 60, 270])
    #expect(try counts() == [60, 60, 270])
    for part in files {
      let (asked, written) = (try #require(part.asked), try #require(part.written))
      #expect(abs(written.startFromZero - asked.startFromZero - (part.startMoved ?? 9)) < 1e-5)
      #expect(abs(written.endFromZero - asked.endFromZero - (part.endMoved ?? 9)) < 1e-5)
      let path = try #require(part.file)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 == part.bytes)
    }
    let whole = try #require(lines.last)
    #expect(whole.kind == "whole" && whole.files == 3 && whole.container == "mp4")
  }

  @Test func `a shot a file, where shots start with key pictures`() throws {
    let run = try split(film, "--policy", "shots", "--json")
    let shots = try ToolRun(["shots", film, "--json"]).document(Shots.self).shots
    let parts = try lines(of: run).filter { $0.kind == "part" }
    #expect(parts.map { $0.asked?.startTicks } == shots.map(\.startTicks))
    #expect(try counts().reduce(0, +) == 390)
  }

  private struct Shots: Decodable {
    struct Shot: Decodable { let startTicks: Int64 }
    let shots: [Shot]
  }

  @Test func `the table is for people`() throws {
    let run = try split(film, "--range", "2.48-4", "--range", "5-6")
    let rows = run.text.split(separator: "\n")
    #expect(rows.count == 3 && rows[0].contains("asked") && rows[0].contains("moved by"))
    #expect(rows[1].contains("shots-001.mp4") && rows[1].contains("-0.080  +0.800"))
    #expect(rows[2].contains("0:00:04.800") && rows[2].contains("0:00:13.200"))
    #expect(try folder.names(in: "parts") == ["shots-001.mp4", "shots-002.mp4"])
  }

  @Test func `the nearest key picture may come after what was asked for`() throws {
    let run = try split(film, "--range", "2.32-5", "--edges", "nearest", "--json")
    let part = try #require(try lines(of: run).first)
    #expect(part.written?.startFromZero == 2.4 && part.written?.endFromZero == 4.8)
    #expect(part.startMoved == 0.08 && part.endMoved == -0.2)
  }

  @Test func `exact files hold the pictures of their segments, some encoded anew`() throws {
    let run = try split(film, "--exact", "--range", "2-3", "--range", "3-5.2", "--json")
    #expect(run.code == .success)
    let parts = try lines(of: run).filter { $0.kind == "part" }
    #expect(parts.map { $0.written?.startFromZero } == [2, 3])
    #expect(parts.map { $0.written?.endFromZero } == [3, 5.2])
    #expect(parts.map(\.pictures) == [25, 55])
    #expect(try counts() == [25, 55])
    // Ten pictures lie before the key picture at 2.4 s, and forty-five before the one at 4.8 s.
    let encoded = parts.compactMap(\.encodedPictures)
    #expect(encoded.count == 2 && encoded[0] >= 10 && encoded[0] < 15)
    #expect(encoded[1] >= 45 && encoded[1] < 50)
    #expect(run.error.contains("had to be encoded anew"))
    let table = try split(film, "--exact", "--range", "2-3", "--force")
    #expect(table.text.contains("encoded"))
  }

  @Test func `exact files of another codec are encoded whole, where they are at home`() throws {
    let run = try split(media("vp9.webm"), "--exact", "--range", "0.2-1", "--json")
    let part = try #require(try lines(of: run).first)
    #expect(part.pictures == part.encodedPictures)
    #expect(try lines(of: run).last?.container == "mkv")
    #expect(try counts() == [part.pictures])
    let refused = try split(
      media("vp9.webm"), "--exact", "--range", "0.2-1", "--container", "webm")
    #expect(refused.code == .unsupported && refused.error.contains("--container mkv"))
  }

  @Test func `files are named and made as asked`() throws {
    let run = try split(
      film, "--range", "2.4-4.8", "--name", "{name} {start}.{suffix}", "--container", "mkv",
      "--json")
    #expect(try folder.names(in: "parts") == ["shots 0h00m02.400s.mkv"])
    #expect(try lines(of: run).last?.container == "mkv")
    let second = try split(film, "--range", "2.4-4.8", "--name", "cut.ts", "--json")
    #expect(try lines(of: second).last?.container == "ts")
    #expect(try counts() == [60, 60])
  }

  @Test func `what no file can hold is said`() throws {
    let run = try split(media("chapters.mkv"), "--length", "2.4", "--container", "mp4", "--json")
    #expect(run.code == .success)
    #expect(try lines(of: run).last?.droppedStreams == [3, 4])
    #expect(run.error.contains(".mp4 files have no place for streams 3, 4"))
    let open = try split(
      media("hevc-open-gop.mp4"), "--range", "0-1.92", "--range", "1.92-3", "--json")
    #expect(try lines(of: open).compactMap(\.lostPictures) == [3, 0])
    #expect(open.error.contains("3 pictures of open groups"))
  }

  @Test func `a kind of file that cannot hold the pictures is refused`() throws {
    let run = try split(film, "--length", "8", "--container", "webm")
    #expect(run.code == .unsupported)
    #expect(run.error.contains("--container mkv"))
    #expect(try folder.names(in: "parts").isEmpty)
  }

  @Test func `pictures that an edit list hid, and no longer can, are said`() throws {
    let run = try split(media("edit-list.mp4"), "--length", "9", "--container", "mkv", "--json")
    let part = try #require(try lines(of: run).first)
    #expect(part.pictures == 87 && part.surplusPictures == 13)
    #expect(run.error.contains("13 pictures that the video hides by an edit list"))
  }

  @Test func `files that are there are kept, unless they may be replaced`() throws {
    #expect(try split(film, "--length", "8").code == .success)
    let names = try folder.names(in: "parts")
    let again = try split(film, "--length", "8")
    #expect(again.code == .noOutput)
    #expect(again.error.contains("exists already; --force replaces it"))
    #expect(try split(film, "--length", "8", "--force").code == .success)
    #expect(try folder.names(in: "parts") == names)
  }

  @Test func `a first file that is there is told before the video is looked at`() throws {
    let video = "\(folder.path)/film.mp4"
    try Data("no film".utf8).write(to: URL(filePath: video))
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/parts", withIntermediateDirectories: true)
    for name in ["film-001.mp4", "1.mkv"] {
      try Data("mine".utf8).write(to: URL(filePath: "\(folder.path)/parts/\(name)"))
    }
    let run = try split(video)
    #expect(run.code == .noOutput)
    #expect(run.error.contains("film-001.mp4 exists already; --force replaces it"))
    #expect(try split(video, "--force").code == .badInput)
    #expect(try split(video, "--container", "mkv").code == .badInput)
    #expect(try split(video, "--name", "{start}.{suffix}").code == .badInput)
    #expect(try split(video, "--name", "1.mkv", "--policy", "shots").code == .noOutput)
  }

  @Test(arguments: [
    (["--name", "a.mkv", "--length", "3"], "put {number} into it"),
    (["--name", "{x}", "--length", "3"], "it can hold {name}, {number}, {start} and {suffix}"),
    (["--name", "{number", "--length", "3"], "it can hold {name}, {number}, {start} and {suffix}"),
    (["--name", "../{number}.mp4", "--length", "3"], "--out names the folder"),
    (["--name", "{number}.mkv", "--container", "mp4"], "leave one of them out"),
    (["--container", "doc"], "it can be mp4"),
    (["--edges", "after"], "it can be before or nearest"),
    (["--length", "3", "--policy", "shots"], "leave it out"),
    (["--exact", "--edges", "before", "--length", "3"], "leave one of them out"),
    (["--range", "0-2", "--range", "1-3"], "change --min"),
  ])
  func `wrong words are told`(words: [String], advice: String) throws {
    let run = try ToolRun(["split", film, "--out", "\(folder.path)/parts"] + words)
    #expect(run.code == .usage)
    #expect(run.error.contains(advice), "\(run.error)")
    #expect(try folder.names().isEmpty || folder.names(in: "parts").isEmpty)
  }

  @Test func `a cancelled run leaves no file`() throws {
    let interruption = Interruption()
    interruption.cancel()
    #expect(try split(film, "--length", "3", interruption: interruption).code == .cancelled)
    #expect(try folder.names().isEmpty)
  }

  @Test(arguments: [("raw.h264", ExitCode.usage), ("audio-only.m4a", .badInput), ("no", .noInput)])
  func `what cannot be split has an exit code`(name: String, code: ExitCode) throws {
    let run = try split(media(name), "--length", "1")
    #expect(run.code == code)
    #expect(!run.error.isEmpty && run.output.isEmpty)
  }

  @Test func `a full disk leaves nothing half written`() throws {
    // The real program, where a write fails once a file has 32 blocks.
    let script = "trap '' XFSZ; ulimit -f 32; exec \"$0\" split \"$1\" --length 8 --out \"$2\""
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, Built.tool, film, "\(folder.path)/parts"]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == ExitCode.noOutput.rawValue)
    #expect(text.contains("could not be written"))
    #expect(try folder.names(in: "parts").isEmpty)
  }
}
