import MediaTypes
import Models
import TestSupport
import Testing

@testable import Analysis
@testable import Segmentation

@Suite(.timeLimit(.minutes(40))) struct SupercutChoiceTests {
  private func range(_ start: Double, _ end: Double) -> TimeRange {
    TimeRange(
      Timestamp(Int64(start * 1000), .milliseconds),
      upTo: Timestamp(Int64(end * 1000), .milliseconds))
  }

  private func boundary(_ timestamp: Timestamp) -> SegmentBoundary {
    SegmentBoundary(timestamp: timestamp, reason: .chunk, candidates: [])
  }

  /// Segments of ten seconds, in each of which one line is said in the middle.
  private func segments(_ lines: [String]) -> [AnalysedSegment] {
    lines.enumerated().map { number, line in
      let start = Double(number) * 10
      let whole = range(start, start + 10)
      let speech = line.isEmpty ? [] : [WordLine(range: range(start + 4, start + 6), text: line)]
      return AnalysedSegment(
        segment: Segment(start: boundary(whole.start), end: boundary(whole.end), brokenBound: nil),
        clip: ClipSegment(number: number + 1, range: whole, speech: speech),
        words: nil, evidence: SegmentEvidence())
    }
  }

  private let talk = [
    "Welcome to the garden", "We plant tomatoes in spring", "The cat sleeps", "Tomatoes need water",
    "Goodbye", "",
  ]

  @Test func `lines that hold the words are chosen, in the order of the video`() {
    let choice = SupercutChoice("all about the tomato plants", longest: 30, among: segments(talk))
    #expect(choice.isFound)
    #expect(choice.stretches == [range(13.5, 16.5), range(33.5, 36.5)])
  }

  @Test func `the best fits the time that there is`() {
    let choice = SupercutChoice("plant tomatoes", longest: 3, among: segments(talk))
    #expect(choice.stretches == [range(13.5, 16.5)])
  }

  @Test func `where nothing fits, stretches from everywhere are taken`() {
    let choice = SupercutChoice("submarines", longest: 12, among: segments(talk))
    #expect(!choice.isFound && choice.stretches.count > 3)
    #expect(SupercutChoice("the", longest: 12, among: segments(talk)) == choice)
  }

  @Test func `what was measured can be asked for`() {
    var segments = segments(["", "", ""])
    segments[1].clip.facts.shots = [
      ShotFacts(
        range: segments[1].range, opening: nil, motion: .zoom, motionAmount: 0.1, brightness: 0.1,
        sharpness: 0.5, colours: [ColourFact(red: 200, green: 20, blue: 20, share: 0.6)],
        bestFrame: segments[1].range.start)
    ]
    for prompt in ["zooms", "the red ones", "dark places"] {
      let choice = SupercutChoice(prompt, longest: 60, among: segments)
      #expect(choice.stretches == [segments[1].range], "\(prompt)")
    }
  }

  @Test func `scripts without spaces are found by pairs of signs`() {
    let choice = SupercutChoice(
      "番茄", longest: 60, among: segments(["欢迎来到花园", "我们种番茄", "猫在睡觉"]))
    #expect(choice.isFound && choice.stretches == [range(13.5, 16.5)])
  }

  @Test func `stretches lie in segments, in order, apart and within the time`() {
    let words = ["red", "cat", "water", "garden", "spring", "zoom", "番茄", "добрый", "مرحبا", ""]
    for seed in 1...300 {
      var random = SplitMix64(seed: UInt64(seed))
      let lines = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }
      let prompt = words[Int.random(in: 0..<words.count, using: &random)]
      let longest = Double.random(in: 0.5...200, using: &random)
      let segments = segments(lines)
      let choice = SupercutChoice(prompt, longest: longest, among: segments)
      let whole = range(0, Double(lines.count) * 10)
      #expect(choice.stretches.isEmpty == lines.isEmpty)
      #expect(choice.stretches.reduce(0) { $0 + $1.seconds } <= longest + 1e-6)
      for stretch in choice.stretches {
        #expect(stretch.start >= whole.start && stretch.end <= whole.end && stretch.seconds > 0)
      }
      for (a, b) in zip(choice.stretches, choice.stretches.dropFirst()) { #expect(a.end < b.start) }
      #expect(choice.isFound == (!prompt.isEmpty && lines.contains(prompt)))
    }
  }
}
