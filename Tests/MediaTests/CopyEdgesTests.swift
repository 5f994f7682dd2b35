import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct CopyEdgesTests {
  /// Pictures every 40 ms and key pictures by lot, some with pictures that lead them.
  private func index(_ random: inout SplitMix64) -> PacketIndex {
    let zero = Int64.random(in: -5000...5000, using: &random)
    let pictures = (0..<Int64.random(in: 1...500, using: &random)).map { number in
      let isEntry = number == 0 || Int.random(in: 0..<30, using: &random) == 0
      return PacketIndex.Entry(
        pts: zero + number * 40, duration: 40, isKey: isEntry, isEntry: isEntry,
        hasLead: number > 0 && Bool.random(using: &random), size: 100, position: nil)
    }
    return PacketIndex(
      stream: 0, timeBase: .milliseconds, pictures: pictures, isExact: true, hasTimes: true)
  }

  private func ranges(
    in range: TimeRange, isTiling: Bool, _ random: inout SplitMix64
  ) -> [TimeRange] {
    let (first, last) = (range.start.ticks - 3000, range.end.ticks + 3000)
    let edges = Set((0..<12).map { _ in Int64.random(in: first...last, using: &random) }).sorted()
    let pairs = zip(edges, edges.dropFirst()).map {
      TimeRange(Timestamp($0, .milliseconds), upTo: Timestamp($1, .milliseconds))
    }
    return isTiling ? pairs : pairs.filter { _ in Bool.random(using: &random) }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `files lie at key pictures, in order, and hold what was asked for`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let index = index(&random)
    let whole = try #require(index.range)
    let places = try #require(CopyPlaces(index))
    let isTiling = seed % 2 == 0
    let ranges = ranges(in: whole, isTiling: isTiling, &random)
    let keys = index.pictures.filter(\.isEntry).map(\.pts)
    let (first, last) = (whole.start.ticks, whole.end.ticks)
    for edges in [CopyEdges.before, .nearest] {
      let found = places.stretches(for: ranges, edges)
      for (stretch, range) in zip(found, ranges) {
        #expect(stretch.start <= stretch.end)
        for place in [stretch.start, stretch.end] {
          #expect(keys.contains(place) || place == first || place == last)
        }
        let asked = max(first, min(last, range.start.ticks))
        guard !stretch.isEmpty else {
          // Another's file holds what was asked for.
          let holders = found.filter { !$0.isEmpty && $0.start <= asked && asked < $0.end }
          let isOutside = asked == last || range.end.ticks <= first
          #expect(holders.count == 1 || isOutside || edges == .nearest)
          continue
        }
        if edges == .before {
          // Never later than asked, and never further than a second beyond the nearest place.
          let nearest = (keys + [first, last]).filter { $0 <= asked }.max() ?? first
          #expect(stretch.start <= asked && stretch.start >= nearest - 1000)
        } else {
          let distances = (keys + [first, last]).map { abs($0 - asked) }
          #expect(abs(stretch.start - asked) <= (distances.min() ?? 0) + 1000)
        }
      }
      for (a, b) in zip(found, found.dropFirst()) {
        #expect(isTiling ? a.end == b.start : a.end <= b.start)
      }
      if let lastRange = ranges.last, edges == .before {
        #expect(found.map(\.end).max() ?? 0 >= min(last, lastRange.end.ticks))
      }
    }
  }

  @Test func `a range inside one group of pictures becomes the whole group`() throws {
    let truth = try Truth.of(Fixture["h264-bframes.mp4"])
    let keys = truth.pictures.filter(\.frame.isKey).map(\.frame.timestamp)
    let range = TimeRange(
      keys[1].advanced(by: 0.3), upTo: keys[1].advanced(by: 0.5))
    let copier = try StreamCopier(Fixture["h264-bframes.mp4"].source)
    #expect(copier.writtenRanges(for: [range]) == [TimeRange(keys[1], upTo: keys[2])])
    let nearest = copier.writtenRanges(for: [range], edges: .nearest)
    #expect(nearest.first?.seconds == 0 || nearest == [TimeRange(keys[1], upTo: keys[2])])
  }
}
