import Foundation
import Media
import MediaTypes
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct BlockedTests {
  private func code(_ body: () throws(MediaError) -> Void) -> MediaError.Code? {
    do throws(MediaError) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a server that never answers is left when cancelled`() throws {
    let listener = try Listener.silent()
    let interruption = Interruption()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { interruption.cancel() }
    let found = code { () throws(MediaError) in
      _ = try MediaDescription(
        of: .url("http://127.0.0.1:\(listener.port)/film.mp4"), interruption: interruption)
    }
    #expect(found == .cancelled)
  }

  @Test func `a server that never answers is left at the deadline`() throws {
    let listener = try Listener.silent()
    var limits = MediaLimits()
    limits.wallSeconds = 0.4
    let found = code { () throws(MediaError) in
      _ = try MediaDescription(
        of: .url("http://127.0.0.1:\(listener.port)/film.mp4"), limits: limits)
    }
    #expect(found == .timedOut)
  }

  @Test(arguments: ["h264-long-gop.mp4", "av1.mkv", "qtrle.mov", "bit-flips.mkv"])
  func `a sampling that is too slow times out`(name: String) {
    var limits = MediaLimits()
    limits.wallSeconds = 0.2
    let found = code { () throws(MediaError) in
      var sampler = try FrameSampler(
        Fixture[name].source, .everyFrame, bytesPerDrawing: 8, limits: limits
      ) { frame throws(MediaError) in
        usleep(100_000)
        return frame.frame.timestamp
      }
      while try sampler.next() != nil {}
    }
    #expect(found == .timedOut)
  }

  @Test(arguments: ["h264-intra.mp4", "h264-open-gop.mkv", "vp9.webm", "qtrle.mov"], [1, 3])
  func `a sampling cancelled by another thread ends as cancelled`(name: String, workers: Int) {
    let interruption = Interruption()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { interruption.cancel() }
    let found = code { () throws(MediaError) in
      var sampler = try FrameSampler(
        Fixture[name].source, .everyFrame, workers: workers, bytesPerDrawing: 8,
        interruption: interruption
      ) { frame throws(MediaError) in
        usleep(50_000)
        return frame.frame.timestamp
      }
      while try sampler.next() != nil {}
    }
    #expect(found == .cancelled)
  }

  @Test(arguments: ["h264-intra.mp4", "h264-open-gop.mkv", "qtrle.mov"])
  func `a sampler that is let go draws nothing any more`(name: String) throws {
    let counter = Counter()
    func sampleOnce() throws {
      var sampler = try FrameSampler(Fixture[name].source, .everyFrame, bytesPerDrawing: 8) {
        frame throws(MediaError) in
        counter.add()
        return frame.frame.timestamp
      }
      _ = try sampler.next()
    }
    try sampleOnce()
    let drawn = counter.count
    usleep(150_000)
    #expect(counter.count == drawn)
  }

  @Test func `an interruption ends everything that reads under it`() throws {
    let interruption = Interruption()
    let source = Fixture["h264-bframes.mp4"].source
    var first = try VideoReader(source, interruption: interruption)
    var second = try VideoReader(source, interruption: interruption)
    _ = (try first.advance(), try second.advance())
    #expect(!interruption.isDue)
    interruption.cancel()
    #expect(interruption.isDue)
    let errors = [
      #expect(throws: MediaError.self) { while try first.advance() != nil {} },
      #expect(throws: MediaError.self) { while try second.advance() != nil {} },
    ]
    #expect(errors.allSatisfy { $0?.code == .cancelled })
  }
}

private final class Counter: Sendable {
  private let number = Mutex(0)
  var count: Int { number.withLock { $0 } }
  func add() { number.withLock { $0 += 1 } }
}
