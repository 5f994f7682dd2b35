import FoundationEssentials
import Media
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Analysis

@Suite(.timeLimit(.minutes(40)), .computing) struct KeptFootageTests {
  private static func source(_ name: String) -> MediaSource {
    .path(Repository.path("Fixtures/media/\(name)"))
  }

  @Test(arguments: [
    ("shots.mp4", SamplingWindow(from: 4, to: 11.5)), ("vfr.mp4", SamplingWindow()),
    ("mpeg2-far-start.ts", SamplingWindow()), ("chapters.mkv", SamplingWindow()),
    ("no-audio.mp4", SamplingWindow()),
  ])
  func `a look that was kept is the same look`(name: String, window: SamplingWindow) throws {
    var scan = Scan()
    (scan.textStep, scan.window) = (1, window)
    let source = Self.source(name)
    let footage = try scan.footage(of: source)
    let bytes = try #require(KeptFootage.bytes(footage))
    let again = try #require(try scan.footage(of: source, kept: bytes))
    #expect(again.shots == footage.shots && again.sound == footage.sound)
    #expect(again.frames == footage.frames && again.range == footage.range)
    #expect(again.black == footage.black && again.frozen == footage.frozen)
    #expect(again.glances == footage.glances && again.lines == footage.lines)
    #expect((again.zero, again.firstOrdinal) == (footage.zero, footage.firstOrdinal))
    #expect(again.pictureCount == footage.pictureCount && again.stream == footage.stream)
    #expect(KeptFootage.bytes(again) == bytes)
  }

  @Test func `bytes that are wrong anywhere are of no use, and do no harm`() throws {
    let source = Self.source("no-audio.mp4")
    let footage = try Scan().footage(of: source)
    let bytes = try #require(KeptFootage.bytes(footage))
    var random = SplitMix64(seed: 7)
    for _ in 0..<300 {
      var broken = bytes
      switch random.next() % 3 {
      case 0: broken.removeLast(Int.random(in: 1...broken.count, using: &random))
      case 1: broken[Int.random(in: 0..<broken.count, using: &random)] = UInt8(random.next() % 256)
      default:
        let place = Int.random(in: 0..<broken.count, using: &random)
        broken.replaceSubrange(place..<min(place + 4, broken.count), with: "99999999999".utf8)
      }
      _ = KeptFootage.footage(broken, footage.description, lines: [])
    }
  }

  @Test func `damage is looked at anew each time`() throws {
    #expect(KeptFootage.bytes(try Scan().footage(of: Self.source("bit-flips.mp4"))) == nil)
  }

  @Test func `a video that is known is not decoded again`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "look-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = ScriptedModel { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
    let analyzer = Analyzer(model, keepingIn: folder.path())
    var request = AnalysisRequest(Self.source("h264-bframes.mp4"))
    let first = try await analyzer.run(request)
    request.question = .prompt("what?", .text)
    let second = try await analyzer.run(request)
    #expect(!first.run.knewVideo && second.run.knewVideo)
    #expect(second.segments.map(\.clip) == first.segments.map(\.clip))
    request.scan.sensitivity = 0.6
    #expect(try await analyzer.run(request).run.knewVideo == false)
  }
}
