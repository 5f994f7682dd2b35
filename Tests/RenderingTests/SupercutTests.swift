import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

@testable import Rendering

@Suite(.timeLimit(.minutes(40)), .computing) struct SupercutTests {
  private let films: SupercutFilm

  init() throws { films = try SupercutFilm() }

  private func range(_ start: Int64, _ end: Int64, _ base: TimeBase) -> TimeRange {
    TimeRange(Timestamp(start, base), upTo: Timestamp(end, base))
  }

  @Test(arguments: [("30000/1001", "mp4"), ("25", "mkv"), ("24000/1001", "mkv")])
  func `every picture is the source's, and clicks come when they should`(
    rate: String, suffix: String
  ) throws {
    let path = try films.video("source.\(suffix)", rate: rate, size: "320x180", seconds: 8)
    let source = try SupercutFilm.pictures(path)
    let index = try PacketIndex(of: .path(path))
    let times = index.pictures.map(\.pts)
    try #require(times.count == source.count)
    let seconds = times.map { Timestamp($0 - times[0], index.timeBase).seconds }
    for seed in 1...3 {
      var random = SplitMix64(seed: UInt64(seed))
      let wanted = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        let start = Int.random(in: 0..<times.count - 1, using: &random)
        return start..<min(times.count - 1, start + Int.random(in: 1...60, using: &random))
      }.filter { !$0.isEmpty }
      let pieces = wanted.map {
        SupercutOrder.Piece(
          source: path, range: range(times[$0.lowerBound], times[$0.upperBound], index.timeBase))
      }
      let made = films.path("cut-\(seed).mp4")
      let facts = try Supercut(SupercutOrder(pieces)).render(
        to: made, interruption: Interruption())
      let shown = try SupercutFilm.pictures(made)
      let expected = wanted.flatMap { Array($0) }
      try #require(shown.count == expected.count, "\(rate) seed \(seed)")
      for (picture, number) in zip(shown, expected) {
        #expect(SupercutFilm.nearest(to: picture, among: source) == number)
      }
      let exact = try #require(Ratio(rate))
      #expect(facts.width == 320 && facts.height == 180)
      #expect(abs(facts.duration.value - Double(expected.count) / exact.value) < 1e-9)
      #expect(
        try FileManager.default.attributesOfItem(atPath: made)[.size] as? Int64 == facts.bytes)

      // Clicks that a piece holds whole, away from where it fades.
      var (due, passed) = ([Double](), 0)
      for numbers in wanted {
        let (start, end) = (seconds[numbers.lowerBound], seconds[numbers.upperBound])
        for number in 0...16 {
          let click = Double(number) / 2 + 0.001
          guard click > start + 0.02, click < end - 0.02 else { continue }
          due.append(Double(passed) / exact.value + click - start)
        }
        passed += numbers.count
      }
      let heard = try SupercutFilm.clicks(made)
      for click in due {
        let nearest = heard.map { abs($0 - click) }.min() ?? 9
        #expect(nearest < 0.004, "\(rate) seed \(seed): \(click) of \(heard)")
      }
    }
  }

  @Test func `videos of other shapes and rates are joined upright and whole`() throws {
    let wide = try films.video("wide.mp4", rate: "25", size: "320x180", seconds: 3)
    let tall = try films.video(
      "tall.mkv", rate: "50", size: "120x240", seconds: 3, sampleRate: 22_050)
    var order = SupercutOrder([
      SupercutOrder.Piece(source: wide, range: range(1000, 2000, .milliseconds)),
      SupercutOrder.Piece(source: tall, range: range(500, 1500, .milliseconds)),
      SupercutOrder.Piece(
        source: Fixture.named("rotate-90.mp4")[0].path, range: range(0, 400, .milliseconds)),
    ])
    order.size = (240, 240)
    let made = films.path("made.mp4")
    var told: [Double] = []
    let facts = try Supercut(order).render(
      to: made, interruption: Interruption(), progress: { told.append($0) })
    #expect(facts.duration == 2.4 && told.last == 1 && told == told.sorted())
    let source = try SupercutFilm.pictures(tall)
    // 120 by 240 in a square: 60 columns of black on either side.
    let shown = try SupercutFilm.pictures(made, crop: "120:240:60:0")
    try #require(shown.count == 60)
    let index = try PacketIndex(of: .path(tall))
    for number in 0..<25 {
      // Of two pictures in the time of one, the one on show in its middle.
      let middle = Timestamp(500 + Int64(number) * 40 + 20, .milliseconds)
      let expected = index.pictures.lastIndex { Timestamp($0.pts, index.timeBase) <= middle }
      #expect(SupercutFilm.nearest(to: shown[25 + number], among: source) == expected)
    }
    let margin = try SupercutFilm.pictures(made, crop: "56:240:0:0")
    #expect(margin[25..<50].joined().allSatisfy { $0 < 24 })
    let clicks = try SupercutFilm.clicks(made)
    // The second video's clock runs with its pictures, whose first comes some moments after zero.
    let late = Timestamp(index.pictures[0].pts, index.timeBase).seconds
    for click in [0.5, 1.5 + late] {
      #expect(clicks.contains { abs($0 - click - 0.001) < 0.004 }, "\(clicks)")
    }
  }

  @Test func `a piece without sound is silent, and a piece beyond its video ends with it`() throws {
    let silent = Fixture.named("no-audio.mp4")[0].path
    let loud = try films.video("loud.mp4", rate: "25", size: "320x180", seconds: 2)
    let order = SupercutOrder([
      SupercutOrder.Piece(source: loud, range: range(0, 1000, .milliseconds)),
      SupercutOrder.Piece(source: silent, range: range(0, 1000, .milliseconds)),
      SupercutOrder.Piece(source: loud, range: range(1600, 9000, .milliseconds)),
    ])
    let made = films.path("made.mp4")
    let facts = try Supercut(order).render(to: made, interruption: Interruption())
    #expect(abs(facts.duration.value - 2.4) < 0.05)
    let samples = try SupercutFilm.samples(made)
    #expect(samples[52_800..<91_200].allSatisfy { abs($0) < 0.01 })
    #expect(abs(Double(samples.count) / 48_000 - facts.duration.value) < 0.05)
  }

  @Test func `a supercut of nothing is refused, and a cancelled one leaves nothing`() throws {
    let made = films.path("made.mp4")
    let empty = #expect(throws: MediaError.self) {
      _ = try Supercut(SupercutOrder([])).render(to: made, interruption: Interruption())
    }
    #expect(empty?.code == .invalidRequest)
    let source = try films.video("source.mp4", rate: "25", size: "320x180", seconds: 4)
    let interruption = Interruption()
    let order = SupercutOrder([
      SupercutOrder.Piece(source: source, range: range(0, 4000, .milliseconds))
    ])
    let cancelled = #expect(throws: MediaError.self) {
      _ = try Supercut(order).render(
        to: made, interruption: interruption,
        progress: { if $0 > 0.5 { interruption.cancel() } })
    }
    #expect(cancelled?.code == .cancelled)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: films.folder.path) == ["source.mp4"])
  }
}
