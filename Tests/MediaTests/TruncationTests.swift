import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct TruncationTests {
  /// A stream of Matroska that says nothing of its length but in tags.
  private func stream(_ tags: KeyValuePairs<String, String>) throws -> VideoStream {
    let description = try MediaDescription(of: Fixture["truncated.mkv"].source)
    var stream = try #require(description.video)
    stream.common.duration = nil
    stream.common.tags = tags.map { Tag(key: $0, value: $1) }
    return stream
  }

  private func milliseconds(_ ticks: Int64) -> Timestamp { Timestamp(ticks, .milliseconds) }

  /// The whole file has 100 pictures of 40 ms, the first at 21 ms.
  @Test func `what a cut Matroska file lacks ends where the whole file does`() throws {
    let truth = try Truth.of(Fixture["truncated.mkv"])
    let last = try #require(truth.pictures.last).frame
    try #require(truth.pictures.first?.frame.timestamp == milliseconds(21))
    let expected = TimeRange(last.end, upTo: milliseconds(4021))
    #expect(truth.damage.entries.filter { $0.cause == .truncated }.map(\.range) == [expected])
    let index = try PacketIndex(of: Fixture["truncated.mkv"].source)
    #expect(index.damage.entries.filter { $0.cause == .truncated }.last?.range?.end == expected.end)
  }

  @Test func `what a cut MP4 file lacks ends where the whole file does`() throws {
    let truth = try Truth.of(Fixture["truncated-index-front.mp4"])
    let (first, last) = (try #require(truth.pictures.first), try #require(truth.pictures.last))
    let expected = TimeRange(last.frame.end, upTo: first.frame.timestamp.advanced(by: 4))
    #expect(truth.damage.entries.filter { $0.cause == .truncated }.map(\.range) == [expected])
  }

  @Test func `FFmpeg notes the end of a stream, and mkvmerge its length`() throws {
    let (start, end) = (milliseconds(2000), milliseconds(5000))
    let ends = try stream(["DURATION": "00:00:10.000000000"])
    #expect(ends.missing(after: end, from: start) == TimeRange(end, upTo: milliseconds(10_000)))
    let lasts = try stream([
      "BPS": "106706", "DURATION": "00:00:10.000000000", "_STATISTICS_TAGS": "BPS DURATION",
    ])
    #expect(lasts.missing(after: end, from: start) == TimeRange(end, upTo: milliseconds(12_000)))
  }

  @Test func `a stream that holds what it claims lacks nothing`() throws {
    let start = milliseconds(2000)
    let claims = try stream(["DURATION": "00:00:10.000000000"])
    for end: Int64 in [9000, 10_000, 30_000, .max] {
      #expect(claims.missing(after: milliseconds(end), from: start) == nil)
    }
    #expect(claims.missing(after: milliseconds(8999), from: start) != nil)
    #expect(try stream([:]).missing(after: start, from: start) == nil)
    #expect(try stream(["DURATION": "long"]).missing(after: start, from: start) == nil)
  }
}
