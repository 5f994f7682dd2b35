import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// Films whose clusters claim to be shown ages apart.
@Suite(.timeLimit(.minutes(40)), .computing) struct FarTimesTests {
  /// A film of four clusters that are shown at these times, in milliseconds.
  private func film(_ times: [UInt64]) throws -> MediaSource {
    let folder = try Folder()
    let path = "\(folder.path)/film.mkv"
    let encoding = ["-c:v", "mpeg4", "-g", "5", "-f", "matroska", "-live", "1"]
    _ = try Program.output(
      "ffmpeg",
      ["-f", "lavfi", "-i", "testsrc=s=64x64:r=5:d=4"] + encoding
        + ["-cluster_time_limit", "900", path])
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    let mark: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
    let starts = bytes.indices.dropLast(3).filter { bytes[$0..<$0 + 4].elementsEqual(mark) }
    try #require(starts.count == times.count)
    var made = Array(bytes[..<starts[0]])
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : bytes.count
      // A number of one byte with the length of the next, of eight bytes from now on.
      let time = try #require(bytes[start..<end].firstIndex(of: 0xE7))
      made += bytes[start..<time] + [0xE7, 0x88]
      made += (0..<8).map { UInt8(truncatingIfNeeded: times[place] >> (56 - 8 * $0)) }
      made += bytes[(time + 2 + Int(bytes[time + 1] & 0x7F))..<end]
    }
    return .memory(made)
  }

  @Test(
    arguments: [
      [0x8000_0000_0000_1000, 1 << 48, 1 << 49, 1 << 50], [0, 1 << 61, 3 << 61, 5 << 61],
      [1 << 63, 7 << 61, 0, 1 << 62], [0, 1000, 2000, 3000],
    ] as [[UInt64]])
  func `no times are too far apart to be compared`(times: [UInt64]) throws {
    let source = try film(times)
    let index = try PacketIndex(of: source)
    #expect(index.pictures.count > 10)
    #expect(index.isVariable != false || times[1] == 1000)
    #expect(try #require(index.range).seconds >= 0)
    for plan in [.everyFrame, .keyFrames, .count(3)] as [SamplingPlan] {
      var sampler = try FrameSampler(
        source, plan, drawing: .yuv420, size: .fitting(longestSide: 40))
      var count = 0
      while try sampler.next() != nil { count += 1 }
      #expect(count == index.pictures.count || plan != .everyFrame)
    }
  }

  @Test func `a picture that claims to be on show for ages has no more instants than allowed`()
    throws
  {
    let source = try film([0, 1 << 48, 1 << 49, 1 << 50])
    var limits = MediaLimits()
    limits.instants = 1000
    var sampler = try FrameSampler(
      source, .speed(1, picturesPerSecond: 1), drawing: .yuv420, size: .fitting(longestSide: 40),
      limits: limits)
    let error = try #require(throws: MediaError.self) { while try sampler.next() != nil {} }
    #expect(error.exceeded?.limit == "instants" && error.exceeded?.allowed == 1000)
  }
}
