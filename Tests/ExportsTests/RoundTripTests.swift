import Exports
import Foundation
import MediaTypes
import TestSupport
import Testing

/// Ranges that start and end with pictures, some side by side, some apart; first and end frames.
private func frames(_ seed: UInt64, upTo last: Int64 = 400_000) -> [(first: Int64, end: Int64)] {
  var random = SplitMix64(seed: seed)
  return (0..<25).map { _ in
    let first = Int64.random(in: 0..<last, using: &random)
    let length = random.next() % 3 == 0 ? 1 : Int64.random(in: 1...5000, using: &random)
    return (first, first + length)
  }
}

private func source(_ timing: Timing, timecode: String? = nil) -> ExportSource {
  ExportSource(
    name: "film.mp4", range: timing.range(0, 500_000), rate: timing.rate, width: 640, height: 360,
    sound: .init(rate: 48000, channels: 2), timecode: timecode)
}

private func entries(_ timing: Timing, _ frames: [(first: Int64, end: Int64)]) -> [ExportEntry] {
  frames.map { ExportEntry(timing.range($0.first, $0.end), kind: "shot", title: "\($0.first)") }
}

/// The frame of a timecode, counting label by label what is skipped in each minute before.
private func frame(_ timecode: String, nominal: Int) -> Int64? {
  let isDrop = timecode.contains(";")
  let numbers = timecode.split { ":;".contains($0) }.compactMap { Int($0) }
  guard numbers.count == 4, numbers[3] < nominal else { return nil }
  var frame = ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * nominal + numbers[3]
  if isDrop {
    for minute in 1...(numbers[0] * 60 + numbers[1] + 1)
    where minute <= numbers[0] * 60 + numbers[1] && minute % 10 != 0 {
      frame -= nominal == 60 ? 4 : 2
    }
  }
  return Int64(frame)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct RoundTripTests {
  @Test(arguments: Timing.all, [ExportFormat.webVTT, .subRip, .ffmetadata, .matroska])
  func `players land on the first picture, and leave with the last`(
    timing: Timing, format: ExportFormat
  ) throws {
    let frames = frames(timing.seed)
    let text = try Export(entries(timing, frames), of: source(timing), as: format).text
    let items: [Parsed.Item]
    switch format {
    case .webVTT: items = try Parsed.webVTT(text)
    case .subRip: items = try Parsed.subRip(text)
    case .ffmetadata: items = try Parsed.ffmetadata(text)
    default: items = try Parsed.matroska(text)
    }
    #expect(items.map(\.title) == frames.map { "\($0.first)" })
    #expect(items.map { timing.frame(onShowAt: $0.start) } == frames.map(\.first))
    #expect(items.map { timing.frame(onShowAt: $0.end) } == frames.map(\.end))
    #expect(items.map { timing.frame(onShowAt: $0.end - 1) } == frames.map { $0.end - 1 })
  }

  @Test(arguments: Timing.all, [nil, "01:00:00:00", "00:59:58;00", "10:11:12;14"])
  func `editors cut at the same frames`(timing: Timing, timecode: String?) throws {
    let nominal = Int(timing.rate.value.rounded(.up))
    // Timecode starts again after a day.
    let frames = frames(timing.seed, upTo: 100_000)
    let (source, entries) = (source(timing, timecode: timecode), entries(timing, frames))
    let events = try Parsed.edl(try Export(entries, of: source, as: .edl).text)
    let first = timecode.flatMap { frame($0, nominal: nominal) } ?? 0
    let offset = timecode.map { $0.contains(";") } == true && !timing.isBroadcast ? nil : first
    let cuts = try events.map { event in
      try event.times.map { try #require(frame($0, nominal: nominal)) }
    }
    var place: Int64 = 0
    for (cut, expected) in zip(cuts, frames) {
      let start = offset ?? (cuts[0][2])
      // At odd rates timecode counts faster than pictures come.
      #expect(timing.frame(cut[0] - start, of: nominal) == expected.first)
      #expect(timing.frame(cut[1] - start, of: nominal) == expected.end)
      #expect(cut[2] - start == place)
      place += cut[1] - cut[0]
      #expect(cut[3] - start == place)
    }
    #expect(events.map(\.title) == frames.map { "\($0.first)" })
    let isDrop = events.allSatisfy { $0.times.allSatisfy { $0.contains(";") } }
    #expect(isDrop == (timing.isBroadcast && timecode?.contains(";") != false))
  }

  @Test(arguments: Timing.all)
  func `Final Cut Pro reads the same frames as exact seconds`(timing: Timing) throws {
    let frames = frames(timing.seed)
    let source = source(timing, timecode: "01:00:00:00")
    let text = try Export(entries(timing, frames), of: source, as: .fcpxml).text
    let clips = try Parsed.xml(text).filter { $0.name == "asset-clip" }
    let offset = Int64(3600 * timing.rate.value.rounded(.up))
    var place = offset
    for (clip, expected) in zip(clips, frames) {
      let times = try ["start", "duration", "offset"].map { name in
        try #require(
          clip.attributes[name].flatMap { Ratio($0.dropLast()) }
            .flatMap { $0.multiplied(by: timing.rate) })
      }
      #expect(times[0] == Ratio(expected.first + offset))
      #expect(times[1] == Ratio(expected.end - expected.first))
      #expect(times[2] == Ratio(place))
      place += expected.end - expected.first
    }
    #expect(clips.count == frames.count)
  }

  @Test(arguments: Timing.all)
  func `Shotlog's own documents and tables keep the ticks`(timing: Timing) throws {
    struct Document: Decodable {
      struct Range: Decodable {
        let title: String
        let start, end, startFromZero, endFromZero, duration: Double
        let startTicks, endTicks: Int64
        let timeBase: String
      }
      let ranges: [Range]
    }
    let frames = frames(timing.seed)
    let (source, entries) = (source(timing), entries(timing, frames))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(
      Document.self, from: Data(try Export(entries, of: source, as: .json).text.utf8))
    let lines = try Export(entries, of: source, as: .jsonLines).text.split(separator: "\n")
      .map { try decoder.decode(Document.Range.self, from: Data($0.utf8)) }
    for ranges in [document.ranges, lines] {
      #expect(ranges.map(\.startTicks) == entries.map(\.range.start.ticks))
      #expect(ranges.map(\.endTicks) == entries.map(\.range.end.ticks))
      #expect(ranges.allSatisfy { $0.timeBase == timing.timeBase.description })
      #expect(ranges.map(\.start) == entries.map(\.range.start.seconds))
      #expect(ranges.map(\.end) == entries.map(\.range.end.seconds))
      #expect(ranges.map(\.duration) == entries.map(\.range.seconds))
      let zero = source.range.start
      #expect(ranges.map(\.startFromZero) == entries.map { $0.range.start.seconds(since: zero) })
      #expect(ranges.map(\.endFromZero) == entries.map { $0.range.end.seconds(since: zero) })
    }
    let rows = try Parsed.csv(try Export(entries, of: source, as: .csv).text)
    let column = try #require(rows[0].firstIndex(of: "start_ticks"))
    #expect(rows.dropFirst().map { Int64($0[column]) } == entries.map(\.range.start.ticks))
    #expect(rows.dropFirst().map { Int64($0[column + 1]) } == entries.map(\.range.end.ticks))
  }

  @Test(arguments: Timing.all) func `encoders begin each range with a key frame`(timing: Timing)
    throws
  {
    let frames = frames(timing.seed)
    let text = try Export(entries(timing, frames), of: source(timing), as: .qpFile).text
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.allSatisfy { $0.dropFirst() == ["I", "-1"] })
    #expect(
      lines.compactMap { $0.first.flatMap { Int64($0) } } == Set(frames.map(\.first)).sorted())
  }

  @Test(arguments: 0..<40) func `pictures that come unevenly are found by players`(seed: Int) throws
  {
    var random = SplitMix64(seed: UInt64(seed))
    let clock = TimeBase.ofClock(90000)
    // At least a millisecond apart, for players count in these.
    var ticks = [Int64.random(in: -90000...900_000, using: &random)]
    for _ in 0..<500 {
      ticks.append((ticks.last ?? 0) + Int64.random(in: 90...9000, using: &random))
    }
    let entries = (0..<50).map { _ in
      let first = Int.random(in: 0..<499, using: &random)
      let end = Int.random(in: (first + 1)...500, using: &random)
      let range = TimeRange(Timestamp(ticks[first], clock), upTo: Timestamp(ticks[end], clock))
      return ExportEntry(range, kind: "shot", title: "\(first) \(end)", frames: first...(end - 1))
    }
    let whole = TimeRange(Timestamp(ticks[0], clock), upTo: Timestamp(ticks[500], clock))
    let source = ExportSource(
      name: "phone.mp4", range: whole, rate: nil, isConstantRate: false, width: 640, height: 360)
    let items = try Parsed.webVTT(try Export(entries, of: source, as: .webVTT).text)
    func ordinal(_ milliseconds: Int64) -> Int {
      ticks.lastIndex { ($0 - ticks[0]) * 1000 <= milliseconds * 90000 } ?? -1
    }
    for (item, entry) in zip(items, entries) {
      #expect(ordinal(item.start) == entry.frames?.lowerBound)
      #expect(ordinal(item.end - 1) == entry.frames?.upperBound)
    }
    let keys = try Export(entries, of: source, as: .qpFile).text.split(separator: "\n")
    #expect(keys.count == Set(entries.compactMap(\.frames?.lowerBound)).count)
  }
}

extension Timing {
  /// A seed of its own for each.
  var seed: UInt64 {
    UInt64(bitPattern: rate.numerator &* 31 &+ zero &* 7 &+ Int64(timeBase.denominator))
  }

  /// The frame that is nearest to one of those that come so often in a second.
  func frame(_ number: Int64, of nominal: Int) -> Int64 {
    guard rate.denominator != 1, rate.denominator != 1001 else { return number }
    return Int64((Double(number) * rate.value / Double(nominal)).rounded())
  }

  /// Whether frame numbers are dropped at this rate unless told otherwise.
  var isBroadcast: Bool { rate.denominator == 1001 && [30000, 60000].contains(rate.numerator) }
}
