import FoundationEssentials
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

@Suite(.timeLimit(.minutes(15))) struct ReadmeTests {
  private func text(of file: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: file), encoding: .utf8)
  }

  @Test func `the program of the README is the one compiled here`() throws {
    let source = try text(of: "Tests/ShotlogTests/ReadmeTests.swift")
    let begin = try #require(source.firstRange(of: "// README: begin\n"))
    let end = try #require(source.firstRange(of: "// README: end\n"))
    let program = source[begin.upperBound..<end.lowerBound]
    #expect(try text(of: "README.md").contains("import Shotlog\n\n" + program + "```"))
  }

  @Test func `the program of the README runs`() throws {
    try walk()
  }
}
