import Shotlog
import TestSupport
import Testing

// Time: begin
/// Says which picture is on show at an instant, and when it appears on either clock.
func picture(of path: String, at instant: Ratio) throws -> Frame? {
  var sampler = try FrameSampler(
    .path(path), .at([instant]), drawing: .gray8, size: .fitting(longestSide: 64))
  guard let sample = try sampler.next(), let zero = sampler.zero else { return nil }
  let frame = sample.frame
  print("picture \(frame.ordinal ?? -1) of \(frame.timestamp.timeBase) s ticks")
  print("appears at tick \(frame.timestamp.ticks), \(frame.timestamp.seconds) s in the file,")
  print("\(frame.timestamp.seconds(since: zero)) s after the first picture")
  return frame
}
// Time: end

// Shots: begin
/// Says how each shot of a video begins, and how surely.
func shots(of path: String) throws -> [Shot] {
  var scan = Scan()
  scan.sensitivity = 0.6
  scan.shortestShot = 0.2
  let footage = try scan.footage(of: .path(path))
  for shot in footage.shots {
    let start = shot.range.start.seconds(since: footage.zero)
    guard let opening = shot.opening else {
      print("\(start) s: the first")
      continue
    }
    print("\(start) s: \(opening.kind.rawValue), \(Int(100 * opening.confidence)) % sure")
  }
  return footage.shots
}
// Shots: end

// Segments: begin
/// Takes a video apart into pieces of one to three seconds, and says why each ends where it does.
func pieces(of path: String) throws -> [Segment] {
  let footage = try Scan().footage(of: .path(path))
  let bounds = try SegmentBounds(minimum: 1, maximum: 3)
  let segments = try Segmenter(.balanced, bounds: bounds).segments(
    of: footage.range, candidates: footage.boundaries, frames: footage.frames)
  for segment in segments {
    let end = segment.range.end.seconds(since: footage.zero)
    switch segment.end.reason {
    case .candidate(let candidate): print("\(end) s: \(candidate.kind.rawValue)")
    case .stillFrame: print("\(end) s: the picture is still")
    default: print("\(end) s")
    }
  }
  return segments
}
// Segments: end

@Suite(.timeLimit(.minutes(40)), .computing) struct ArticleTests {
  @Test(arguments: [
    ("Time", "Sources/MediaTypes/MediaTypes.docc/HowTimeIsKept.md"),
    ("Shots", "Sources/Segmentation/Segmentation.docc/Shots.md"),
    ("Segments", "Sources/Segmentation/Segmentation.docc/Segments.md"),
  ])
  func `the program of an article is the one compiled here`(mark: String, article: String) throws {
    let programs = try Programs(between: mark, in: "Tests/ShotlogTests/ArticleTests.swift")
    #expect(programs.texts.count == 1)
    #expect(try programs.missing(from: article) == [])
  }

  @Test func `the programs of the articles find what there is`() throws {
    let film = Repository.path("Fixtures/media/story.mkv")
    let frame = try #require(try picture(of: film, at: 1.5))
    #expect(frame.timestamp.ticks <= frame.end.ticks)
    let found = try shots(of: film)
    #expect(found.count > 1)
    #expect(found.dropFirst().allSatisfy { $0.opening != nil })
    let pieces = try pieces(of: film)
    #expect(pieces.allSatisfy { $0.brokenBound == nil })
    #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.range.end == $1.range.start })
  }
}
