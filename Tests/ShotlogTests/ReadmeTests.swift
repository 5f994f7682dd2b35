import Shotlog
import TestSupport
import Testing

// README: begin
/// Walks a film at twice its speed, four pictures for each second of watching.
func walk() throws {
  var sampler = try FrameSampler(
    .path("Fixtures/media/vfr.mp4"), .speed(2, picturesPerSecond: 4),
    drawing: .rgb24, size: .fitting(longestSide: 512))
  print(sampler.stream.common.codec, sampler.stream.uprightSize)

  while let sample = try sampler.next() {
    let frame = sample.frame
    print("picture \(frame.ordinal ?? -1) from \(frame.timestamp.ticks) until \(frame.end.ticks)")
    print("  on show at \(sample.instants) s, drawn in \(sample.drawing.pixels.count) bytes")
  }

  let report = sampler.report
  print("\(report.framesDelivered) pictures, \(report.repeats) repeats, \(report.drops)")
  if !report.damage.isEmpty { print("damaged: \(report.damage.entries)") }
}
// README: end

// README: begin
/// Says what is in a film, without any model.
func analyse() async throws {
  var request = AnalysisRequest(.path("Fixtures/media/story.mkv"))
  request.screenLanguages = ["eng"]
  let result = try await Analyzer(EmbeddedModel()).run(request)

  for segment in result.segments {
    let (start, end) = (segment.range.start, segment.range.end)
    print("\(result.video.seconds(start)) to \(result.video.seconds(end)) s:", terminator: " ")
    print(segment.words?.title ?? "no answer")
    print("  \(segment.words?.description ?? "")")
  }
}
// README: end

// README: begin
/// A model of your own: it is shown pictures with their times, and says what it sees.
struct SizeModel: VideoModel {
  let identity = ModelIdentity(provider: "mine", name: "jpeg-size")
  let appetite = ModelAppetite()

  func describe(
    _ clip: Clip, following instruction: Instruction
  ) async throws(ModelError) -> Finding {
    let bytes = clip.pictures.reduce(0) { $0 + $1.jpeg.count }
    return .text("\(clip.pictures.count) pictures of \(bytes) bytes. That is all I know.")
  }
}

/// Asks that model about a film, and says what that took.
func ask() async throws {
  let request = AnalysisRequest(
    .path("Fixtures/media/story.mkv"), .prompt("How large are the pictures?", .text))
  let result = try await Analyzer(SizeModel()).run(request)
  if case .text(let words) = result.answer { print(words) }
  print("asked \(result.effort.requests) times, saw \(result.effort.pictures) pictures")
}
// README: end

@Suite(.timeLimit(.minutes(40)), .computing) struct ReadmeTests {
  @Test func `the programs of the README are those compiled here`() throws {
    let programs = try Programs(between: "README", in: "Tests/ShotlogTests/ReadmeTests.swift")
    #expect(programs.texts.count == 3)
    #expect(try programs.missing(from: "README.md") == [])
  }

  @Test func `the programs of the README run`() async throws {
    try walk()
    try await analyse()
    try await ask()
  }
}
