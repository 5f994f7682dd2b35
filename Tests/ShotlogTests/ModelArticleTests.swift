import Shotlog
import TestSupport
import Testing

// Article: begin
/// A model that runs wherever you run it: it takes words and JPEG files, and answers in words.
struct HouseModel: VideoModel {
  let identity = ModelIdentity(provider: "house", name: "captioner", revision: "2")

  /// Runs the model: your binding, your process, your queue.
  let answer: @Sendable (_ words: String, _ pictures: [[UInt8]]) async throws -> String

  var appetite: ModelAppetite {
    var appetite = ModelAppetite()
    appetite.picturesPerCall = 4
    appetite.segmentsPerCall = 1
    appetite.longestSide = 384
    appetite.contextTokens = 8192
    return appetite
  }

  func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let request = ModelRequest(clip, instruction)
    var words = request.system
    var pictures: [[UInt8]] = []
    for part in request.parts {
      switch part {
      case .text(let more): words += "\n\(more)"
      case .picture(let picture): pictures.append(picture.bytes)
      }
    }
    do {
      return .text(try await answer(words, pictures))
    } catch is CancellationError {
      throw ModelError(.cancelled, "cancelled")
    } catch {
      throw ModelError(.unavailable, "the captioner failed: \(error)")
    }
  }
}

/// Says what a film shows, in the words of that model.
func caption(_ path: String, with model: HouseModel) async throws -> AnalysisResult {
  let result = try await Analyzer(model).run(AnalysisRequest(.path(path)))
  for segment in result.segments {
    let start = result.video.seconds(segment.range.start)
    print("\(start) s: \(segment.words?.title ?? "no answer")")
  }
  for problem in result.problems { print("\(problem.code.rawValue): \(problem)") }
  return result
}
// Article: end

@Suite(.timeLimit(.minutes(40)), .computing) struct ModelArticleTests {
  private static let film = "Fixtures/media/h264-bframes.mp4"

  @Test func `the program of the article is the one compiled here`() throws {
    let article = "Sources/Models/Models.docc/HowAModelIsAdded.md"
    let programs = try Programs(
      between: "Article", in: "Tests/ShotlogTests/ModelArticleTests.swift")
    #expect(programs.texts.count == 1)
    #expect(try programs.missing(from: article) == [])
  }

  @Test func `the model of the article is shown what it likes and answers in words`() async throws {
    let result = try await caption(
      Self.film,
      with: HouseModel { words, pictures in
        #expect((1...4).contains(pictures.count))
        #expect(pictures.allSatisfy { $0.starts(with: [0xFF, 0xD8]) })
        #expect(words.contains("Picture 1, t="))
        return """
          Gladly!
          ```json
          {"segments": [{"title": "A harbour", "description": "Ships come and go.", "keywords": []}]}
          ```
          """
      })
    #expect(!result.segments.isEmpty)
    #expect(result.segments.allSatisfy { $0.words?.title == "A harbour" })
    #expect(result.completeness == .complete)
  }

  @Test func `a failure of the model of the article is told and does not end the analysis`()
    async throws
  {
    struct Trouble: Error {}
    let result = try await caption(
      Self.film, with: HouseModel { _, _ in throw Trouble() })
    #expect(result.segments.allSatisfy { $0.words == nil })
    #expect(result.completeness == .partial)
    #expect(result.problems.map(\.code) == [.unavailable])
  }
}
