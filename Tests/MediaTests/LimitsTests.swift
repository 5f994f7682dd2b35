import Media
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct LimitsTests {
  /// What a reading under these limits ends with.
  private func error(
    of name: String, _ change: (inout MediaLimits) -> Void
  ) -> MediaError? {
    var limits = MediaLimits()
    change(&limits)
    do throws(MediaError) {
      var reader = try VideoReader(Fixture[name].source, limits: limits)
      while try reader.advance() != nil {}
      return nil
    } catch {
      return error
    }
  }

  private func expect(
    _ error: MediaError?, _ limit: String, allowed: Double, met: ClosedRange<Double>
  ) throws {
    let error = try #require(error)
    #expect(error.code == .limitExceeded)
    let excess = try #require(error.exceeded)
    #expect(excess.limit == limit && excess.allowed == allowed)
    #expect(met.contains(excess.met))
    #expect(error.message.contains(limit))
  }

  @Test func `pictures may not be too large`() throws {
    try expect(
      error(of: "h264-bframes.mp4") { $0.pixels = 1000 }, "pixels", allowed: 1000,
      met: 27648...27648)
  }

  @Test func `streams may not be too many`() throws {
    try expect(
      error(of: "chapters.mkv") { $0.streams = 3 }, "streams", allowed: 3, met: 4...5)
  }

  @Test func `the claimed length may not be too long`() throws {
    try expect(
      error(of: "h264-bframes.mp4") { $0.seconds = 2 }, "seconds", allowed: 2, met: 4.7...4.9)
  }

  @Test func `the file may not be too large`() throws {
    try expect(
      error(of: "h264-bframes.mp4") { $0.bytes = 5000 }, "bytes", allowed: 5000,
      met: 66277...66277)
  }

  @Test func `damage may be too much`() throws {
    try expect(
      error(of: "bit-flips.ts") { $0.damages = 1 }, "damages", allowed: 1, met: 2...100)
  }

  @Test func `limits that are kept change nothing`() {
    let error = error(of: "h264-bframes.mp4") { limits in
      (limits.pixels, limits.streams, limits.seconds) = (27648, 1, 4.8)
      (limits.bytes, limits.wallSeconds, limits.damages) = (66277, 60, 0)
    }
    #expect(error == nil)
  }
}
