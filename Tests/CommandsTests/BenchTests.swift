import Foundation
import TestSupport
import Testing

@testable import Commands

/// What a program reads from `bench --json`.
private struct Bench: Decodable {
  struct Runs: Decodable {
    let wall: [Double]
    let processor: [Double]
    let failure: String?
  }

  struct Stage: Decodable {
    let stage: String
    let pictures: Int?
    let filmSeconds: Double?
    let shotlog: Runs
    let peer: String?
    let ffmpeg: Runs?
    let ratios: [Double]
  }

  let schema: String
  let rounds: Int
  let ffmpegVersion: String?
  let stages: [Stage]
  let verdict: [String]
}

@Suite(.timeLimit(.minutes(40)), .computing) struct BenchTests {
  private let film = media("shots.mp4")

  /// A run of the program that was built with these tests: the stages are processes of the same program.
  private func run(
    _ words: [String], path: String = "/usr/bin:/bin"
  ) throws -> (output: Data, code: Int32) {
    let (output, _, code) = try Built.run(
      ["-i", "PATH=\(path)", Built.tool, "bench"] + words)
    return (output, code)
  }

  @Test func `every stage is run as often as asked, and so is ffmpeg`() throws {
    let (output, code) = try run([film, "--seconds", "3", "--rounds", "2", "--json"])
    #expect(code == 0)
    let bench = try ToolRun.decoder.decode(Bench.self, from: output)
    #expect(bench.schema == "shotlog.bench/1" && bench.rounds == 2)
    #expect(bench.stages.map(\.stage) == BenchStage.allCases.map(\.rawValue))
    #expect(bench.stages.map(\.pictures) == [nil, 390, 75, 3, 2, 75])
    #expect(bench.stages.dropFirst(2).allSatisfy { $0.filmSeconds == 3 })
    #expect(bench.ffmpegVersion != nil)
    for stage in bench.stages {
      #expect(stage.shotlog.failure == nil && stage.ffmpeg?.failure == nil, "\(stage)")
      #expect(stage.shotlog.wall.count == 2 && stage.shotlog.processor.count == 2)
      #expect(stage.peer != nil && stage.ratios.count == 2)
    }
    #expect(bench.verdict.contains { $0.contains("Beside ffmpeg") })
  }

  @Test func `without ffmpeg there is nothing to compare with`() throws {
    let (output, code) = try run([film, "--seconds", "1", "--rounds", "1"], path: "/none")
    let text = String(decoding: output, as: UTF8.self)
    #expect(code == 0)
    #expect(text.contains("320x180, h264, 25 fps, 0:00:15.600") && text.contains("1 round"))
    #expect(text.contains("the first 1 s of it") && text.contains("ffmpeg is not on the PATH"))
    for stage in BenchStage.allCases { #expect(text.contains(stage.title)) }
  }

  @Test(arguments: [
    (BenchStage.probe, 0), (.index, 390), (.pictures, 50), (.seconds, 2), (.keys, 1), (.shots, 50),
  ])
  func `a stage says how much it did`(stage: BenchStage, pictures: Int) throws {
    let run = try ToolRun([BenchWork.word, stage.rawValue, film, "2"])
    #expect(run.code == .success && run.error.isEmpty)
    let yield = try #require(BenchWork.yield(of: run.output))
    #expect(yield.pictures == pictures)
  }

  @Test(arguments: [
    (["-"], ExitCode.usage), (["https://example.com/a.mp4"], .usage),
    (["/no/such/file"], .noInput), ([media("empty.mp4")], .badInput),
    ([media("shots.mp4"), "--rounds", "0"], .usage),
    ([media("shots.mp4"), "--seconds", "none"], .usage),
  ])
  func `what cannot be measured is refused`(words: [String], code: ExitCode) throws {
    let run = try ToolRun(["bench"] + words)
    #expect(run.code == code)
    #expect(run.error.contains(";") && run.output.isEmpty, "\(run.error)")
  }

  @Test func `words of a stage that make no sense are refused`() throws {
    for words in [[], ["index"], ["nothing", film, "2"], ["index", film, "x"]] {
      #expect(try ToolRun([BenchWork.word] + words).code == .usage)
    }
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct BenchVerdictTests {
  private func stage(
    _ stage: BenchStage, _ wall: [Double], theirs: [Double]? = nil, film: Double = 120,
    busy: Double = 2
  ) -> BenchFigures.Stage {
    BenchFigures.Stage(
      stage: stage, yield: .init(pictures: 3600, filmSeconds: film), bytes: 40e6,
      ours: .init(wall: wall, processor: wall.map { $0 * busy }, memory: 130_000_000),
      theirs: theirs.map { .init(wall: $0, processor: $0, memory: nil) })
  }

  private func figures(
    index: Double = 0.2, pictures: Double = 7.1, shots: Double = 7.6, busy: Double = 1.9
  ) -> BenchFigures {
    BenchFigures(
      cores: 2, rounds: 3, ffmpeg: "5.1",
      stages: [
        stage(.probe, [0.1, 0.1, 0.1]), stage(.index, [index + 0.1]),
        stage(.pictures, [pictures, pictures, pictures], theirs: [8, 10, 9], busy: busy),
        stage(.seconds, [2.9]), stage(.keys, [0.45]), stage(.shots, [shots], theirs: [shots / 2]),
      ])
  }

  @Test func `the verdict says the pace, the bottleneck, and how others do`() {
    let verdict = BenchVerdict(figures())
    #expect(verdict.bottleneck == .decoding)
    #expect(
      verdict.sentences == [
        "An hour like this on this machine: finding its shots takes 3 min 45 s (16 × real time), "
          + "reading every picture takes 3 min 30 s (17 × real time).",
        "Decoding is the bottleneck: 91 % of that time. More or faster cores would help, or fewer pixels.",
        "It keeps 1.9 of 2 cores at work.",
        "Of the time that every picture takes, a picture a second 40 % and the key pictures alone 5 % would do.",
        "Beside ffmpeg 5.1, as parts of its time, Shotlog takes no longer than it at every picture 0.79; "
          + "longer at shots 2.00.",
        "At most 130 MB of memory, at probe.",
      ])
  }

  @Test(arguments: [
    (0.2, 7.0, 7.5, BenchVerdict.Bottleneck.decoding), (6, 7, 7.5, .reading), (0.2, 3, 9, .looking),
    // The machine was not still: what cannot be faster than its part is as fast.
    (9, 7, 5, .reading),
  ])
  func `the bottleneck is where most of the time goes`(
    index: Double, pictures: Double, shots: Double, bottleneck: BenchVerdict.Bottleneck
  ) {
    let verdict = BenchVerdict(figures(index: index, pictures: pictures, shots: shots))
    #expect(verdict.bottleneck == bottleneck)
  }

  @Test func `idle cores, short films and failures are told`() {
    let idle = BenchVerdict(figures(busy: 1)).sentences
    #expect(idle.contains { $0.hasPrefix("It keeps 1 of 2 cores at work: ") })
    let short = BenchVerdict(figures(pictures: 0.3)).sentences
    #expect(short.contains { $0.hasPrefix("This film is short: 33 % of the time") })
    #expect(!short.contains { $0.contains("cores at work") })
    var broken = figures()
    broken.stages[5].ours.failure = "it ran too long"
    let verdict = BenchVerdict(broken)
    #expect(verdict.bottleneck == nil)
    #expect(verdict.sentences.last == "Not measured: shots (it ran too long).")
    #expect(!verdict.sentences.contains { $0.contains("finding its shots") })
  }

  @Test func `figures without anything give a verdict without anything`() {
    let none = BenchFigures(
      cores: 1, rounds: 1, ffmpeg: nil, stages: BenchStage.allCases.map { .init(stage: $0) })
    #expect(
      BenchVerdict(none).sentences
        == ["ffmpeg is not on the PATH, so there is nothing to compare with."])
    #expect(BenchVerdict(none).bottleneck == nil)
  }

  @Test func `other programs get the same work`() throws {
    for stage in BenchStage.allCases {
      let peer = try #require(
        BenchPeer(stage, of: "/film.mkv", stream: 1, seconds: 9, environment: ["PATH": "/usr/bin"]))
      #expect(peer.arguments.contains("/film.mkv"))
      if stage.isBounded {
        #expect(peer.arguments.contains("0:1") && peer.arguments.contains("9.0"))
      }
      #expect(
        BenchPeer(stage, of: "/film.mkv", stream: 1, seconds: 9, environment: ["PATH": "/none"])
          == nil)
    }
  }
}
