import MediaTypes
import TestSupport
import Testing

@testable import Exports

/// Counts like a clock with wheels, and skips numbers as SMPTE ST 12-1 says: at the start of each minute
/// but the tenth.
private struct Wheels {
  let nominal: Int
  let skipped: Int
  var (hours, minutes, seconds, frames) = (0, 0, 0, 0)

  init(nominal: Int, skipped: Int) { (self.nominal, self.skipped) = (nominal, skipped) }

  mutating func advance() {
    frames += 1
    if frames == nominal { (frames, seconds) = (0, seconds + 1) }
    if seconds == 60 { (seconds, minutes) = (0, minutes + 1) }
    if minutes == 60 { (minutes, hours) = (0, hours + 1) }
    if hours == 24 { hours = 0 }
    if seconds == 0, frames == 0, minutes % 10 != 0 { frames = skipped }
  }

  var isAtMidnight: Bool { hours + minutes + seconds + frames == 0 }

  var text: String {
    let fields = [hours, minutes, seconds].map { ($0 < 10 ? "0" : "") + "\($0)" }
    return fields.joined(separator: ":") + (skipped > 0 ? ";" : ":")
      + (frames < 10 ? "0" : "") + "\(frames)"
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct FrameTimecodeTests {
  @Test(arguments: [
    (Ratio(30000, 1001), true, 30, 2), (Ratio(60000, 1001), true, 60, 4),
    (Ratio(30000, 1001), false, 30, 0), (24, true, 24, 0), (25, false, 25, 0),
  ])
  func `a whole day is counted as wheels count it`(
    rate: Ratio?, isDrop: Bool, nominal: Int, skipped: Int
  ) throws {
    let code = FrameTimecode(rate: try #require(rate), isDrop: isDrop)
    var wheels = Wheels(nominal: nominal, skipped: skipped)
    var frame: Int64 = 0
    var random = SplitMix64(seed: UInt64(nominal + skipped))
    repeat {
      // Around minutes every frame, elsewhere one in a hundred.
      if wheels.seconds == 59 && wheels.frames > nominal - 3
        || wheels.frames < 6 && wheels.seconds == 0
        || random.next() % 100 == 0
      {
        #expect(code.text(frame) == wheels.text)
        #expect(code.frame(wheels.text) == frame)
      }
      frame += 1
      wheels.advance()
    } while !wheels.isAtMidnight
    #expect(code.text(frame) == code.text(0))
  }

  @Test(arguments: [
    (0, "00:00:00;00"), (1799, "00:00:59;29"), (1800, "00:01:00;02"), (17981, "00:09:59;29"),
    (17982, "00:10:00;00"), (107892, "01:00:00;00"), (2_589_407, "23:59:59;29"),
  ])
  func `drop-frame numbers are those of the standard`(frame: Int64, text: String) throws {
    let code = FrameTimecode(rate: try #require(Ratio(30000, 1001)), isDrop: true)
    #expect(code.text(frame) == text)
    #expect(code.frame(text) == frame)
  }

  @Test(arguments: [
    "00:01:00;00", "00:01:00;01", "24:00:00;00", "00:60:00;00", "00:00:60;00", "00:00:00;30", "",
    "00:00:00", "1:2:3:4:5", "-1:00:00:00", "0a:00:00:00", "٠٠:00:00:00", "00:00:00:", "0000:0:0:0",
  ])
  func `what is no timecode is refused`(text: String) throws {
    let code = FrameTimecode(rate: try #require(Ratio(30000, 1001)), isDrop: true)
    #expect(code.frame(text) == nil)
  }

  @Test(arguments: [Ratio(24000, 1001), 25, 30, 50, 60, Ratio(2997, 100)])
  func `only broadcast rates skip numbers`(rate: Ratio?) throws {
    #expect(!FrameTimecode(rate: try #require(rate), isDrop: true).isDrop)
  }
}
