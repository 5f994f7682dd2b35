import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct InterruptionTests {
  /// Gives a film once and then nothing any more, without ending.
  private final class Stall: MediaSource.Bytes, Sendable {
    let bytes: [UInt8]
    let interruption: Interruption
    var size: Int64? { nil }

    init(_ bytes: [UInt8], _ interruption: Interruption) {
      (self.bytes, self.interruption) = (bytes, interruption)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      while !interruption.isDue { usleep(1000) }
      return -1
    }

    func seek(to offset: Int64) throws -> Bool { false }
  }

  private func code(_ body: () throws(MediaError) -> Void) -> MediaError.Code? {
    do throws(MediaError) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a cancelled reading ends as cancelled`() {
    let interruption = Interruption()
    let found = code { () throws(MediaError) in
      var reader = try VideoReader(Fixture["h264-bframes.mp4"].source, interruption: interruption)
      _ = try reader.advance()
      interruption.cancel()
      while try reader.advance() != nil {}
    }
    #expect(found == .cancelled)
  }

  @Test func `a cancelled sampling ends as cancelled`() {
    let interruption = Interruption()
    let found = code { () throws(MediaError) in
      var sampler = try FrameSampler(
        Fixture["h264-intra.mp4"].source, .speed(1, picturesPerSecond: 25), drawing: .gray8,
        workers: 1, interruption: interruption)
      _ = try sampler.next()
      interruption.cancel()
      while try sampler.next() != nil {}
    }
    #expect(found == nil || found == .cancelled)
  }

  @Test func `what is cancelled before it begins does not begin`() {
    let interruption = Interruption()
    interruption.cancel()
    let found = code { () throws(MediaError) in
      _ = try PacketIndex(of: Fixture["vfr.mkv"].source, interruption: interruption)
    }
    #expect(found == .cancelled)
  }

  @Test func `a pipe that nobody writes to ends with its time`() throws {
    let folder = try Folder()
    let path = "\(folder.path)/pipe"
    let made = unsafe mkfifo(path, 0o600)
    try #require(made == 0)
    var limits = MediaLimits()
    limits.wallSeconds = 0.3
    let found = code { () throws(MediaError) in
      _ = try VideoReader(.path(path), limits: limits)
    }
    #expect(found == .timedOut)
  }

  @Test func `another thread ends a read that blocks`() throws {
    let interruption = Interruption()
    let stall = Stall([], interruption)
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interruption.cancel() }
    let found = code { () throws(MediaError) in
      _ = try VideoReader(.bytes(stall, name: "stall"), interruption: interruption)
    }
    #expect(found == .cancelled)
  }

  @Test func `a sampler let go in the middle leaves at once`() throws {
    for _ in 0..<20 {
      var sampler = try FrameSampler(
        Fixture["h264-bframes.mp4"].source, .everyFrame, drawing: .gray8,
        size: .fitting(longestSide: 32))
      _ = try sampler.next()
    }
  }
}
