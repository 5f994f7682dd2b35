import FoundationEssentials
import Media
import TestSupport
import Testing

@testable import Commands

/// What tests look at in `probe --json`.
private struct Probed: Decodable {
  struct Video: Decodable {
    let codec: String
    let width: Int
    let height: Int
    let uprightWidth: Int
    let rotation: Int
    let timeBase: String
    let tags: [String: String]
  }
  struct Time: Decodable {
    let ticks: Int64
    let timeBase: String
    let seconds: Double
  }
  struct Durations: Decodable { let measured: Time? }
  struct Exact: Decodable {
    struct Damage: Decodable { let cause: String }
    let pictures: Int
    let keyPictures: Int
    let isExact: Bool
    let isVariable: Bool
    let damage: [Damage]
  }
  struct Failure: Decodable { let exitCode: Int32 }
  struct Chapter: Decodable { let title: String? }

  let file: String
  let video: [Video]?
  let durations: Durations?
  let chapters: [Chapter]?
  let exact: Exact?
  let error: Failure?
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ProbeTests {
  @Test(arguments: [
    "h264-bframes.mp4", "vfr.mp4", "vfr.mkv", "h264.ts", "rotate-90.mp4", "av1.mkv",
    "edit-list.mp4",
    "vp8-no-duration.webm", "odd-size.mp4",
  ])
  func `exact facts are those that ffprobe finds by decoding`(name: String) throws {
    let oracle = try Oracle.of(name)
    let probed: Probed = try ToolRun(["probe", "--json", "--exact", media(name)]).document()
    let stream = try #require(oracle.streams.first { $0.codecType == "video" })
    let video = try #require(probed.video?.first)
    #expect(video.codec == stream.codecName)
    #expect(video.timeBase == stream.timeBase)
    #expect([video.width, video.height] == [stream.width, stream.height])
    let exact = try #require(probed.exact)
    #expect(exact.pictures == oracle.frames.count)
    #expect(exact.isVariable == name.hasPrefix("vfr"))
    let first = try #require(oracle.frames.first?.pts), last = try #require(oracle.frames.last?.pts)
    let measured = try #require(probed.durations?.measured)
    #expect(measured.ticks > last - first)
    #expect(measured.timeBase == stream.timeBase)
  }

  @Test func `a turned video is upright`() throws {
    let probed: Probed = try ToolRun(["probe", "-j", media("rotate-90.mp4")]).document()
    #expect(probed.video?.first?.uprightWidth == probed.video?.first?.height)
    #expect(probed.video?.first?.rotation == 90)
  }

  @Test func `chapters and tags keep their letters`() throws {
    let probed: Probed = try ToolRun(["probe", "-j", media("chapters.mp4")]).document()
    #expect(probed.chapters?.map(\.title) == ["Opening", "第二章：中间", "The end & credits"])
    #expect(probed.video?.first?.tags["handler_name"] == "VideoHandler")
  }

  @Test func `damage is named`() throws {
    let probed: Probed = try ToolRun(["probe", "-jx", media("gap.ts")]).document()
    #expect(probed.exact?.damage.contains { $0.cause == "gap" } == true)
  }

  @Test func `the page names the lengths apart`() throws {
    let run = try ToolRun(["probe", "--exact", media("chapters.mkv")])
    #expect(
      run.text == """
        \(media("chapters.mkv"))
          container    Matroska / WebM, 112 kB, 186 kb/s
          length       0:00:04.800 measured, 0:00:04.808 container
          start        -0:00:00.007
          video 0      h264 High, 192×144, 25 fps, yuv420p, "Picture", main
          sound 1      opus, 48000 Hz, mono, eng, "English stereo", main
          sound 2      opus, 48000 Hz, mono, fra, "Français"
          subtitles 3  subrip, eng, "English"
          subtitles 4  subrip, chi, "简体中文"
          measured     120 pictures, 5 key pictures, constant rate, 25 fps, \
        0:00:00.007 - 0:00:04.807, no damage
          chapters     0:00:00.000 - 0:00:01.600  Opening
                       0:00:01.600 - 0:00:03.200  第二章：中间
                       0:00:03.200 - 0:00:04.800  The end & credits
          tags         title    A film — 一部电影
                       encoder  Lavf
                       COMMENT  Test pattern with three chapters

        """)
    #expect(run.error.isEmpty)
  }

  @Test func `several files give a line each, and a code that tells`() throws {
    let files = [media("tiny.mp4"), "nosuch.mp4", media("empty.mp4"), media("vfr.mp4")]
    let run = try ToolRun(["probe", "--json"] + files)
    #expect(run.code == .incomplete)
    let lines = try run.text.split(separator: "\n").map {
      try ToolRun.decoder.decode(Probed.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.file) == files)
    #expect(lines.map(\.error?.exitCode) == [nil, 66, 65, nil])
    let errors = run.error.split(separator: "\n")
    #expect(errors.count == 2)
    #expect(errors.allSatisfy { $0.hasPrefix("shotlog: ") })
  }

  @Test(arguments: [
    ("nosuch.mp4", ExitCode.noInput), ("", .noInput), ("empty.mp4", .badInput),
    ("random-bytes.mp4", .badInput),
  ])
  func `a single bad file has its own code`(name: String, code: ExitCode) throws {
    let run = try ToolRun(["probe", media(name)])
    #expect(run.code == code)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("shotlog: ") && run.error.split(separator: "\n").count == 1)
  }

  @Test func `standard input may be any format`() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: media("h264-bframes.mp4"))))
    let probed: Probed = try ToolRun(["probe", "-jx", "-"], input: bytes).document()
    #expect(probed.file == "-")
    #expect(probed.exact?.pictures == 120)
    let empty = try ToolRun(["probe", "-"])
    #expect(empty.error.hasPrefix("shotlog: standard input is empty"))
  }

  @Test func `limits are errors that name their option`() throws {
    let pixels = try ToolRun(["probe", "--max-pixels", "100", media("tiny.mp4")])
    #expect(pixels.code == .limit)
    #expect(pixels.error.hasSuffix("; --max-pixels allows more\n"))
    let bytes = try ToolRun(["probe", "--max-bytes", "100", media("tiny.mp4")])
    #expect(bytes.code == .limit)
    #expect(bytes.error.hasSuffix("; --max-bytes allows more\n"))
  }

  @Test func `an address of another kind is refused`() throws {
    #expect(try ToolRun(["probe", "ftp://localhost/a.mp4"]).code == .unsupported)
  }

  @Test func `a cancelled run ends with 130`() throws {
    let interruption = Interruption()
    interruption.cancel()
    let run = try ToolRun(["probe", media("tiny.mp4"), "x"], interruption: interruption)
    #expect(run.code == .cancelled)
  }
}
