import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

/// Broken copies of the fixtures.
///
/// Each ends in pictures, with or without a damage map, or in an error with a code. A crash ends the test
/// run; a hang ends in the deadline, which is an error too.
@Suite(.timeLimit(.minutes(40)), .computing) struct MutationTests {
  private static let count =
    ProcessInfo.processInfo.environment["SHOTLOG_MUTATIONS"].flatMap(Int.init) ?? 500
  private static let lanes = 20
  private static let bases = Fixture.all.filter { !$0.isReference }

  @Test(arguments: 0..<lanes)
  func `no broken file crashes or hangs`(lane: Int) throws {
    for number in stride(from: lane, to: Self.count, by: Self.lanes) {
      var random = SplitMix64(seed: UInt64(number) + 1)
      let fixture = try #require(Self.bases.randomElement(using: &random))
      var bytes = try [UInt8](Data(contentsOf: URL(filePath: fixture.path)))
      for _ in 0..<Int.random(in: 1...20, using: &random) { mutate(&bytes, &random) }
      #expect(!(try read(bytes, number)), "\(fixture.name), mutation \(number) ran out of time")
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard bytes.count > 64 else { return }
    // Half of them where headers lie.
    let end = Bool.random(using: &random) ? min(bytes.count, 2048) : bytes.count
    let place = Int.random(in: 0..<end - 32, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
    case 3: bytes.replaceSubrange(place..<place + 32, with: [UInt8](repeating: 0, count: 32))
    case 4: bytes.removeSubrange(place..<place + Int.random(in: 1...32, using: &random))
    default: bytes.insert(contentsOf: [0, 0, 1, 0xFF], at: place)
    }
    if Int.random(in: 0..<40, using: &random) == 0 { bytes.removeLast(bytes.count / 3) }
  }

  /// Whether the deadline had to end it.
  private func read(_ bytes: [UInt8], _ number: Int) throws -> Bool {
    var limits = MediaLimits()
    (limits.wallSeconds, limits.pixels) = (20, 1 << 22)
    let plans: [SamplingPlan] = [.everyFrame, .keyFrames, .at([0.5, 1.5, 1]), .count(3)]
    do throws(MediaError) {
      _ = try PacketIndex(of: .memory(bytes), limits: limits)
      var sampler = try FrameSampler(
        .memory(bytes), plans[number % plans.count], drawing: .yuv420,
        size: .fitting(longestSide: 40), workers: 2, limits: limits)
      while try sampler.next() != nil {}
    } catch {
      if error.code == .timedOut { return true }
    }
    do throws(MediaError) {
      try copy(
        .memory(bytes), CopyContainer.suffixes[number % CopyContainer.suffixes.count], limits)
      return false
    } catch {
      return error.code == .timedOut
    }
  }

  /// Copies two stretches into files of some kind.
  private func copy(
    _ source: MediaSource, _ suffix: String, _ limits: MediaLimits
  ) throws(MediaError) {
    guard let folder = try? Folder() else { return }
    let copier = try StreamCopier(source, limits: limits)
    guard let range = copier.index.range, range.seconds > 0.002 else { return }
    let middle = range.start.advanced(by: Ratio(Int64(min(range.seconds, 1e6) * 500), 1000) ?? 0)
    guard range.start < middle, middle < range.end else { return }
    let report = try copier.copy([
      CopyRequest(TimeRange(range.start, upTo: middle), path: "\(folder.path)/a.\(suffix)"),
      CopyRequest(TimeRange(middle, upTo: range.end), path: "\(folder.path)/b.\(suffix)"),
    ])
    for path in report.parts.compactMap(\.path) {
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }
}
