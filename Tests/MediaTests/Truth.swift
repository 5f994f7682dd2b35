import MediaTypes
import Synchronization
import TestSupport

@testable import Media

/// What tells pictures apart: the first bytes of their SHA-256.
func digest(_ picture: Picture) -> UInt64 {
  ContentDigest.digest(of: picture.pixels).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
}

extension Fixture {
  var source: MediaSource { .path(path) }
}

/// Every picture of a video, decoded from the start by one thread: what all cleverness is measured by.
struct Truth: Sendable {
  struct Shown: Sendable {
    let frame: Frame
    /// Of the full-size picture for JPEG.
    let digest: UInt64
    /// Read from the boxes at the lower edge.
    let number: Int
  }

  let stream: VideoStream
  let pictures: [Shown]
  let damage: DamageMap

  init(_ source: MediaSource, limits: MediaLimits = MediaLimits()) throws(MediaError) {
    var reader = try VideoReader(source, limits: limits, threads: 1)
    var pictures: [Shown] = []
    while let frame = try reader.advance() {
      let number = PaintedNumber.read(try reader.picture(.gray8), of: reader.stream)
      pictures.append(
        Shown(frame: frame, digest: digest(try reader.picture(.yuv420)), number: number))
    }
    (stream, self.pictures, damage) = (reader.stream, pictures, reader.damage)
  }

  /// The truth of a fixture, found once a process.
  static func of(_ fixture: Fixture) throws -> Truth {
    if let known = known.withLock({ $0[fixture.name] }) { return known }
    let truth = try Truth(fixture.source)
    known.withLock { $0[fixture.name] = truth }
    return truth
  }

  private static let known = Mutex<[String: Truth]>([:])

  var timeBase: TimeBase { stream.common.timeBase }
  var zero: Int64 { pictures.first?.frame.timestamp.ticks ?? 0 }
  var end: Int64 { pictures.last?.frame.end.ticks ?? 0 }

  /// Seconds from the first picture's start to the last one's end.
  var length: Ratio { seconds(of: end - zero) }

  func seconds(of ticks: Int64) -> Ratio {
    Ratio(ticks * Int64(timeBase.numerator), Int64(timeBase.denominator)) ?? 0
  }
}

/// The number that every fixture paints into its pictures, as ten boxes along the lower edge.
enum PaintedNumber {
  static func read(_ picture: Picture, of stream: VideoStream) -> Int {
    let (width, height) = (picture.layout.width, picture.layout.height)
    // The row lies at the lower edge of the picture as stored, before it is turned.
    let isTurned = stream.rotation % 180 != 0
    let (along, across) = isTurned ? (height, width) : (width, height)
    let depth = max(1, 5 * across / stream.height)
    return (0..<10).reduce(0) { number, bit in
      let place = along * (2 * bit + 1) / 20
      let (x, y) =
        switch stream.rotation {
        case 90: (depth - 1, place)
        case 180: (width - 1 - place, depth - 1)
        case 270: (width - depth, height - 1 - place)
        default: (place, height - depth)
        }
      return picture.pixels[y * width + x] > 127 ? number | 1 << bit : number
    }
  }
}
