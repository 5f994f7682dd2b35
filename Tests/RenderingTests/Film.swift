import Foundation
import TestSupport

/// Runs ffmpeg and ffprobe, the second opinion on what is drawn.
enum Film {
  struct Failure: Error { let words: String }

  /// What a program writes to its standard output.
  static func output(_ name: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name, "-v", "error"] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: "\(name) \(arguments)") }
    return bytes
  }

  /// Every picture of a film in RGB at a size, and when each appears, in seconds from the first.
  static func pictures(
    of path: String, width: Int, height: Int
  ) throws -> (seconds: [Double], pictures: [[UInt8]]) {
    let times = try output(
      "ffprobe",
      [
        "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time", "-of",
        "csv=p=0", path,
      ])
    let seconds = String(decoding: times, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { Double($0.prefix { $0 != "," }) }
    let raw = [UInt8](
      try output(
        "ffmpeg",
        [
          "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-vf",
          "scale=\(width):\(height):flags=area+accurate_rnd+full_chroma_int", "-pix_fmt", "rgb24",
          "-f", "rawvideo", "-",
        ]))
    let size = 3 * width * height
    let pictures = stride(from: 0, to: raw.count / size * size, by: size).map {
      Array(raw[$0..<$0 + size])
    }
    return (seconds.map { $0 - (seconds.first ?? 0) }, pictures)
  }

  /// Whether a picture is not farther from that one of a film than from those before and after it.
  ///
  /// Scalers differ in the colours of edges, which slow pictures may hide behind.
  static func isNearest(_ picture: [UInt8], to place: Int, of pictures: [[UInt8]]) -> Bool {
    let own = difference(picture, pictures[place])
    let others = [place - 1, place + 1].filter(pictures.indices.contains)
    return own < 12 && others.allSatisfy { own <= 1.05 * difference(picture, pictures[$0]) }
  }

  /// The mean difference of some of two pictures' values.
  private static func difference(_ one: [UInt8], _ other: [UInt8]) -> Double {
    guard one.count == other.count, !one.isEmpty else { return .infinity }
    let places = stride(from: 0, to: one.count, by: 7)
    return Double(places.reduce(0) { $0 + abs(Int(one[$1]) - Int(other[$1])) })
      / Double(one.count / 7 + 1)
  }
}
