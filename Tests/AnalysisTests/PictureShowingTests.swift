import Analysis
import FoundationEssentials
import Media
import MediaTypes
import Models
import Segmentation
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct PictureShowingTests {
  private static let fixtures = Repository.path("Fixtures/media")

  private static func model(
    _ change: (inout ModelAppetite) -> Void = { _ in }
  ) -> ScriptedModel {
    ScriptedModel(change) { clip, _, _ in
      .json(ScriptedModel.segments(clip.segments.map(\.number)))
    }
  }

  private static func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "show-\(UInt64.random(in: 0 ... .max))")
  }

  // Of shots that are shorter than the step between pictures that are put aside, pictures are decoded again.
  @Test(arguments: [("h264-bframes.mp4", nil), ("vfr.mp4", nil), ("vfr.mp4", 3), ("shots.mp4", 3)])
  func `one decoding gives every picture that a model is shown`(
    name: String, picturesPerSecond: Ratio?
  ) async throws {
    let folder = Self.folder()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appending(path: name)
    try FileManager.default.copyItem(atPath: "\(Self.fixtures)/\(name)", toPath: copy.path)
    var request = AnalysisRequest(.path(copy.path))
    request.policy = .fixed(2)
    request.bounds = SegmentBounds.none
    request.picturesPerSecond = picturesPerSecond
    let model = Self.model { $0.longestSideOfText = $0.longestSide }
    let result = try await Analyzer(model).run(request) { event in
      // Nothing can be decoded any more once there is no file.
      if case .planned = event { try? FileManager.default.removeItem(at: copy) }
    }
    #expect(result.problems.isEmpty)
    #expect(result.segments.allSatisfy { !$0.evidence.pictures.isEmpty })
  }

  @Test(arguments: ["h264-bframes.mp4", "vfr.mp4", "mpeg2-far-start.ts"])
  func `pictures are the same whether they were put aside or are decoded again`(
    name: String
  ) async throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var request = AnalysisRequest(.path("\(Self.fixtures)/\(name)"))
    request.policy = .fixed(1)
    request.bounds = SegmentBounds.none
    request.picturesPerSecond = 2
    let change = { (appetite: inout ModelAppetite) in
      (appetite.longestSide, appetite.longestSideOfText) = (100, 200)
      appetite.wantsTimesOnPictures = name == "vfr.mp4"
    }
    let first = try await Analyzer(Self.model(change), keepingIn: folder.path).run(request)
    request.system = "Something else, so that all is asked again."
    let again = try await Analyzer(Self.model(change), keepingIn: folder.path).run(request)
    #expect(!first.run.knewVideo && again.run.knewVideo)
    #expect(first.segments.map(\.evidence.pictures) == again.segments.map(\.evidence.pictures))
    #expect(first.segments.contains { $0.evidence.pictures.count > 1 })
  }

  @Test func `pictures that bear words are larger`() async throws {
    let model = Self.model { ($0.longestSide, $0.longestSideOfText) = (160, 400) }
    var request = AnalysisRequest(.path("\(Self.fixtures)/story.mkv"))
    request.picturesPerSecond = 1
    request.scan.textStep = 0.5
    let result = try await Analyzer(model).run(request)
    let glances = try #require(result.footage.glances)
    var widths: Set<Int> = []
    for picture in result.segments.flatMap(\.evidence.pictures) {
      let glance = try #require(glances.first { $0.timestamp == picture.timestamp })
      #expect(picture.width == (glance.likelihood >= 0.45 ? 400 : 160), "\(picture.timestamp)")
      widths.insert(picture.width)
    }
    #expect(widths == [160, 400])
    // Whoever asks for a size gets it.
    request.longestSide = 120
    let asked = try await Analyzer(model).run(request)
    #expect(asked.segments.flatMap(\.evidence.pictures).allSatisfy { $0.width == 120 })
  }

  @Test func `a picture bears its time where a server would move it from its words`() async throws {
    let folder = Self.folder()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = Self.model { $0.wantsTimesOnPictures = true }
    let request = AnalysisRequest(.path("\(Self.fixtures)/shots.mp4"))
    _ = try await Analyzer(model).run(request)
    let shown = model.calls.flatMap(\.clip.pictures)
    for picture in shown {
      #expect((picture.width, picture.height) == (320, 206))
      let file = folder.appending(path: "\(picture.number).jpg")
      try Data(picture.jpeg).write(to: file)
      var sampler = try FrameSampler(.path(file.path), .everyFrame, drawing: .gray8)
      let drawn = try #require(try sampler.next()).drawing
      let strip = drawn.pixels.suffix(320 * 24)
      // White type on black.
      #expect(strip.contains { $0 > 200 } && strip.filter { $0 < 40 }.count > strip.count / 2)
    }
    #expect(!shown.isEmpty)
  }

  @Test func `chosen pictures show every shot`() async throws {
    var request = AnalysisRequest(.path("\(Self.fixtures)/shots.mp4"))
    request.bounds = SegmentBounds.none
    let result = try await Analyzer(Self.model()).run(request)
    let seen = result.segments.flatMap(\.evidence.pictures)
    let duplicates = result.segments.reduce(0) { $0 + $1.evidence.duplicates }
    #expect(result.footage.shots.count > 1)
    let unseen = result.footage.shots.filter { shot in
      !seen.contains { shot.range.contains($0.timestamp) }
    }
    #expect(unseen.count <= duplicates)
  }

  @Test func `a segment between two instants of showing is shown in its middle`() async throws {
    var request = AnalysisRequest(.path("\(Self.fixtures)/h264-bframes.mp4"))
    request.policy = .fixed(1)
    request.bounds = SegmentBounds.none
    request.picturesPerSecond = 0.3
    let result = try await Analyzer(Self.model()).run(request)
    #expect(result.segments.allSatisfy { $0.evidence.pictures.count == 1 })
  }
}
