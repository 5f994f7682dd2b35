import Foundation
import Media
import MediaTypes
import Rendering
import TestSupport

/// Videos made for the tests, and films cut out of them, in a folder of their own.
final class SupercutFilm {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// A video of which no two pictures are alike, with a click at every half second.
  func video(
    _ name: String, rate: String, size: String, seconds: Int, sampleRate: Int = 44_100,
    options: [String] = []
  ) throws -> String {
    let path = path(name)
    let click = "0.8*lt(mod(t,0.5),0.002)"
    _ = try Film.output(
      "ffmpeg",
      [
        "-f", "lavfi", "-i", "testsrc2=s=\(size):r=\(rate):d=\(seconds)", "-f", "lavfi", "-i",
        "aevalsrc='\(click)|\(click)':s=\(sampleRate):d=\(seconds)", "-c:v", "libx264", "-g", "60",
        "-bf", "2", "-crf", "12", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac",
        "-b:a",
        "192k",
      ] + options + [path])
    return path
  }

  /// Pixels of the small pictures.
  private static let size = 32 * 18

  /// Every picture as ffmpeg decodes it, in grey and of one small size.
  static func pictures(_ path: String, crop: String? = nil) throws -> [[UInt8]] {
    let filter = (crop.map { "crop=\($0)," } ?? "") + "scale=32:18:flags=area,format=gray"
    let bytes = try Film.output(
      "ffmpeg",
      [
        "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-vf", filter, "-f", "rawvideo",
        "-",
      ])
    return stride(from: 0, to: bytes.count, by: Self.size).map {
      Array(bytes[$0..<min($0 + Self.size, bytes.count)])
    }
  }

  /// The left channel as ffmpeg decodes it, 48,000 samples in a second.
  static func samples(_ path: String) throws -> [Float] {
    let bytes = try Film.output(
      "ffmpeg",
      ["-i", path, "-map", "0:a:0", "-af", "pan=mono|c0=c0", "-ar", "48000", "-f", "f32le", "-"])
    return stride(from: 0, to: bytes.count - 3, by: 4).map { place in
      Float(
        bitPattern: bytes[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
  }

  /// The middles of clicks, in seconds.
  static func clicks(_ path: String) throws -> [Double] {
    var (clicks, place) = ([Double](), 0)
    let samples = try samples(path)
    while let start = samples[place...].firstIndex(where: { abs($0) > 0.3 }) {
      let end = samples[start...].prefix(480).lastIndex { abs($0) > 0.3 } ?? start
      clicks.append(Double(start + end) / 2 / 48_000)
      place = min(start + 4800, samples.count)
    }
    return clicks
  }

  /// The number of the picture that is most like another.
  static func nearest(to picture: [UInt8], among pictures: [[UInt8]]) -> Int? {
    var best: (number: Int, distance: Int)?
    for (number, other) in pictures.enumerated() {
      let (a, b) = (picture.span, other.span)
      var (distance, place) = (0, 0)
      while place < min(a.count, b.count) {
        let difference = Int(a[place]) - Int(b[place])
        distance += difference * difference
        place += 1
      }
      if distance < best?.distance ?? .max { best = (number, distance) }
    }
    return best?.number
  }
}
