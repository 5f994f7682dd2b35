import Foundation
import MediaTypes
import TestSupport

/// What the ffmpeg programs and a look at the bytes find in a film.
struct FilmProbe: Decodable {
  struct Stream: Decodable {
    let codecName, codecType: String
    let profile, pixFmt, colorRange, colorSpace, colorTransfer, colorPrimaries: String?
    let width, height: Int?
    let avgFrameRate, rFrameRate: String
    let nbReadFrames, startTime, duration, sampleRate, channelLayout: String?
  }

  struct Format: Decodable {
    let duration: String
    let size: String
  }

  let streams: [Stream]
  let format: Format

  init(_ path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = try Program.output(
      "ffprobe", ["-show_streams", "-show_format", "-count_frames", "-of", "json", path])
    self = try decoder.decode(Self.self, from: Data(text))
  }

  var pictures: Stream? { streams.first { $0.codecType == "video" } }
  var sound: Stream? { streams.first { $0.codecType == "audio" } }
  var seconds: Double? { Double(format.duration) }

  /// The kinds of the file's outermost boxes.
  static func boxes(_ path: String) throws -> [String] {
    let bytes = try Data.bytes(ofFileAt: path)
    var (kinds, place) = ([String](), 0)
    while place + 8 <= bytes.count {
      let size = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      kinds.append(String(decoding: bytes[place + 4..<place + 8], as: UTF8.self))
      place += max(size, 8)
    }
    return kinds
  }

  /// What ffmpeg complains of when it decodes everything.
  static func complaints(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ffmpeg", "-v", "warning", "-xerror", "-i", path, "-f", "null", "-"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let words = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: words, as: UTF8.self)
  }

  /// The pictures as ffmpeg decodes them, by BT.709.
  static func pictures(_ path: String) throws -> [UInt8] {
    let filter = "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int"
    return try Program.output(
      "ffmpeg", ["-i", path, "-vf", filter, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"])
  }

  /// The sound as ffmpeg decodes it, left and right by turns.
  static func samples(_ path: String) throws -> [Float] {
    let bytes = try Program.output("ffmpeg", ["-i", path, "-map", "0:a", "-f", "f32le", "-"])
    return stride(from: 0, to: bytes.count - 3, by: 4).map { place in
      let bits = bytes[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Float(bitPattern: bits)
    }
  }
}
