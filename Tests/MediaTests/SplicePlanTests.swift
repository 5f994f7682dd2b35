import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40))) struct SplicePlanTests {
  private typealias Packet = CodedOrder.Packet

  /// Packets by when they are shown, in the order of decoding; `I` begins a closed group, `i` an open one.
  private func order(_ text: String) -> CodedOrder {
    CodedOrder(
      text.split(separator: " ").map { word in
        let mark = word.first
        let pts = Int64(word.drop { !$0.isNumber }) ?? 0
        return Packet(
          pts: pts, isEntry: mark == "I" || mark == "i", isClean: mark == "I", isHidden: mark == "h"
        )
      })
  }

  private func plan(
    _ order: CodedOrder, _ range: Range<Int64>, canSplice: Bool = true
  ) -> [SplicePlan.Step] {
    let shown = order.packets.filter { !$0.isHidden }.map(\.pts).sorted().filter(range.contains)
    return SplicePlan(
      shown[...], upTo: range.upperBound, order: order, canSplice: canSplice, stopsAtHidden: true
    ).steps
  }

  private let closed = "I0 p3 b1 b2 p6 b4 b5 I7 p10 b8 b9 p13 b11 b12 I14 p16 b15"

  @Test func `whole groups are copied`() {
    #expect(plan(order(closed), 0..<14) == [.copy(0..<14, from: 0)])
    #expect(plan(order(closed), 7..<14) == [.copy(7..<14, from: 7)])
    #expect(plan(order(closed), 0..<17) == [.copy(0..<17, from: 0)])
  }

  @Test func `a group is left where all that was decoded was shown`() {
    #expect(plan(order(closed), 7..<11) == [.copy(7..<11, from: 7)])
    #expect(plan(order(closed), 7..<10) == [.copy(7..<8, from: 7), .encode(8..<10)])
  }

  @Test func `what lies before a closed group is encoded anew`() {
    #expect(
      plan(order(closed), 2..<16)
        == [.encode(2..<7), .copy(7..<15, from: 7), .encode(15..<16)])
    #expect(plan(order(closed), 2..<6) == [.encode(2..<6)])
  }

  @Test func `all is encoded where nothing can be spliced`() {
    #expect(plan(order(closed), 2..<14, canSplice: false) == [.encode(2..<14)])
    #expect(plan(order(closed), 7..<10, canSplice: false) == [.encode(7..<10)])
    #expect(plan(order(closed), 7..<11, canSplice: false) == [.copy(7..<11, from: 7)])
  }

  @Test func `pictures that lead an open group are left to what comes before it`() {
    let open = order("I0 p2 b1 i5 b3 b4 p7 b6 i10 b8 b9")
    #expect(plan(open, 5..<8) == [.copy(3..<8, from: 5)])
    #expect(plan(open, 3..<8) == [.encode(3..<8)])
    #expect(plan(open, 0..<5) == [.copy(0..<3, from: 0), .encode(3..<5)])
  }

  @Test func `what an edit list hides is not copied`() {
    let hidden = order("h0 h1 p2 p3 I4 p5 h6")
    #expect(plan(hidden, 2..<6) == [.encode(2..<4), .copy(4..<6, from: 4)])
  }

  @Test func `each picture comes once, and in its place`() {
    for seed in 1...500 {
      var random = SplitMix64(seed: UInt64(seed))
      // Groups of pictures in twos and threes, some open.
      var (packets, next): ([Packet], Int64) = ([], 0)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let isOpen = next > 0 && Bool.random(using: &random)
        let lead = isOpen ? Int64.random(in: 1...2, using: &random) : 0
        packets.append(
          Packet(pts: next + lead, isEntry: true, isClean: !isOpen, isHidden: false))
        for pts in next..<next + lead {
          packets.append(Packet(pts: pts, isEntry: false, isClean: false, isHidden: false))
        }
        next += lead + 1
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          let between = Int64.random(in: 0...2, using: &random)
          for pts in [next + between] + (next..<next + between) {
            packets.append(Packet(pts: pts, isEntry: false, isClean: false, isHidden: false))
          }
          next += between + 1
        }
      }
      let order = CodedOrder(packets)
      let start = Int64.random(in: 0..<next, using: &random)
      let end = Int64.random(in: start + 1...next, using: &random)
      var shown: [Int64] = []
      for step in plan(order, start..<end) {
        switch step {
        case .encode(let ticks): shown += ticks
        case .copy(let places, let from):
          #expect(packets[places.lowerBound].isEntry)
          shown += packets[places].map(\.pts).filter { $0 >= from }.sorted()
        }
      }
      #expect(shown == Array(start..<end), "seed \(seed)")
      let clock = DecodingClock(Array(0..<next)[...], end: next, depth: order.depth)
      for (place, packet) in packets.enumerated() {
        #expect(clock.time(at: place) <= packet.pts)
        #expect(clock.time(at: place) < clock.time(at: place + 1) || place + 1 == packets.count)
      }
    }
  }
}
