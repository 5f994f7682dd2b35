import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct DamageMapTests {
  private func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(Timestamp(start, .milliseconds), upTo: Timestamp(end, .milliseconds))
  }

  @Test func `neighbours of one cause are one entry`() {
    var map = DamageMap()
    #expect(map.isEmpty && map.count == 0)
    map.add(.concealed, range(1000, 1040))
    map.add(.decodeError, range(1000, 1040))
    map.add(.concealed, range(1900, 1940))
    map.add(.concealed, range(960, 1000))
    map.add(.concealed, range(3000, 3040))
    #expect(map.entries.map(\.cause) == [.concealed, .decodeError, .concealed])
    #expect(map.entries.map(\.count) == [3, 1, 1])
    #expect(map.entries.first?.range == range(960, 1940))
    #expect(map.count == 5)
  }

  @Test func `damage without a time stays apart from damage with one`() {
    var map = DamageMap()
    map.add(.unreadable, nil)
    map.add(.unreadable, range(0, 40))
    map.add(.unreadable, nil)
    #expect(map.entries.map(\.range) == [nil, range(0, 40), nil])
    #expect(map.count == 3)
  }

  @Test func `extreme times do not trap`() {
    var map = DamageMap()
    let whole = TimeRange(
      Timestamp(.min, .microseconds), upTo: Timestamp(.max, .microseconds))
    map.add(.gap, whole)
    map.add(.gap, range(.max - 1, .max))
    map.add(.gap, range(.min, .min))
    map.add(.gap, whole)
    #expect(map.count == 4)
  }

  @Test func `a gap is a second and four pictures at least`() {
    func gap(_ length: Int64, _ next: Int64) -> TimeRange? {
      DamageMap.gap(
        after: range(1000, 1000 + length), before: Timestamp(next, .milliseconds))
    }
    #expect(gap(40, 2041) == range(1040, 2041))
    #expect(gap(40, 2040) == nil && gap(40, 1040) == nil && gap(40, 0) == nil)
    #expect(gap(500, 3500) == nil && gap(500, 3501) == range(1500, 3501))
    // Without a length there is no telling.
    #expect(gap(0, 9000) == nil)
  }
}
