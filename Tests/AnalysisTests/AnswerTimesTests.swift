import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Analysis

@Suite(.timeLimit(.minutes(40)), .computing) struct AnswerTimesTests {
  private static func video(_ start: Int64, _ end: Int64) -> VideoFacts {
    VideoFacts(
      zero: Timestamp(0, .milliseconds),
      range: TimeRange(Timestamp(start, .milliseconds), upTo: Timestamp(end, .milliseconds)),
      width: 16, height: 9, hasSound: false)
  }

  private static func kept(
    _ value: JSONValue, in video: VideoFacts = video(2000, 12_480)
  ) -> (value: JSONValue, corrections: [Correction]) {
    var times = AnswerTimes(video)
    let kept = times.kept(value)
    return (kept, times.corrections)
  }

  @Test func `times beyond the video come to its borders, in the form they had`() {
    let (value, corrections) = Self.kept([
      "events": [
        ["start_time": 1, "end_time": 99], ["start_time": 3.5, "end_time": 99.5],
        ["start_time": "00:00:01", "end_time": "00:01:02.500"], ["start_time": "1.5s"],
        ["start_time": 3, "end_time": 4],
      ]
    ])
    #expect(
      value == [
        "events": [
          ["start_time": 2, "end_time": 12], ["start_time": 3.5, "end_time": 12.48],
          ["start_time": "00:00:02.000", "end_time": "00:00:12.480"], ["start_time": "2.000"],
          ["start_time": 3, "end_time": 4],
        ]
      ])
    #expect(corrections.count == 6 && corrections.allSatisfy { $0.kind == .clamped })
    #expect(corrections.first?.message == "/events/0/start_time: 1.000 became 2.000")
  }

  @Test func `what ends before it starts is turned round`() {
    let (value, corrections) = Self.kept(["a": ["end_time": 3, "start_time": 8]])
    #expect(value == ["a": ["end_time": 8, "start_time": 3]])
    #expect(corrections.map(\.kind) == [.swapped])
  }

  @Test func `everything else stays as it is`() {
    let value: JSONValue = [
      "start": 99, "page_end_time": 99, "start_time": ["a": [1, .null, true]], "end_time": "soon",
    ]
    #expect(Self.kept(value).value == value && Self.kept(value).corrections.isEmpty)
  }

  @Test(arguments: 0..<300) func `no such time leaves the engine outside of the window`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    // Borders that no whole second, and no thousandth, is equal to.
    let first = Int64.random(in: 0...900_000, using: &random)
    let last = first + Int64.random(in: 1...1_000_000, using: &random)
    let ninetyThousandths = try #require(TimeBase(1, 90_000))
    func instant(_ tick: Int64) -> Timestamp { Timestamp(tick, ninetyThousandths) }
    var video = Self.video(0, 1)
    video.range = TimeRange(instant(first), upTo: instant(last))
    let (earliest, latest) = (video.seconds(video.range.start), video.seconds(video.range.end))
    func anything(_ depth: Int) -> JSONValue {
      switch Int.random(in: 0..<(depth > 3 ? 4 : 7), using: &random) {
      case 0: .integer(Int64.random(in: -1_000_000...1_000_000, using: &random))
      case 1: .number(Double.random(in: -50...50, using: &random))
      case 2:
        .text(
          "\(Int.random(in: 0...99, using: &random)):\(Int.random(in: 10...59, using: &random))")
      case 3: .null
      case 4: .list((0..<Int.random(in: 0...3, using: &random)).map { _ in anything(depth + 1) })
      default:
        .object(
          ["start_time", "other", "end_time"].filter { _ in Bool.random(using: &random) }
            .map { .init($0, anything(depth + 1)) })
      }
    }
    func check(_ value: JSONValue) {
      for item in value.asList ?? [] { check(item) }
      for member in value.asMembers ?? [] {
        if member.name != "other", let seconds = TimeReading.seconds(member.value) {
          #expect(seconds >= earliest && seconds <= latest, "\(value.text)")
        } else {
          check(member.value)
        }
      }
      if let start = TimeReading.seconds(value["start_time"]),
        let end = TimeReading.seconds(value["end_time"])
      {
        #expect(start <= end)
      }
    }
    check(Self.kept(anything(0), in: video).value)
  }
}
