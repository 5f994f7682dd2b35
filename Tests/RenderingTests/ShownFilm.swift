import Foundation

/// What the ffmpeg programs find in a film.
struct ShownFilm: Decodable {
  struct Stream: Decodable {
    let codecName, codecType: String
    let width, height: Int?
    let rFrameRate: String
    let nbReadFrames, duration: String?
  }

  let streams: [Stream]

  init(_ path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let text = try Film.output("ffprobe", ["-show_streams", "-count_frames", "-of", "json", path])
    self = try decoder.decode(Self.self, from: text)
  }

  var pictures: Stream? { streams.first { $0.codecType == "video" } }
  var sound: Stream? { streams.first { $0.codecType == "audio" } }

  /// What ffmpeg complains of when it decodes everything.
  static func complaints(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ffmpeg", "-v", "warning", "-xerror", "-i", path, "-f", "null", "-"]
    process.standardInput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: words, as: UTF8.self)
  }

  /// The pictures in RGB, all in one piece.
  static func pixels(_ path: String) throws -> [UInt8] {
    [UInt8](
      try Film.output("ffmpeg", ["-i", path, "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]))
  }

  /// The sound, left and right by turns.
  static func samples(_ path: String) throws -> [Float] {
    let bytes = [UInt8](
      try Film.output("ffmpeg", ["-i", path, "-map", "0:a", "-f", "f32le", "-"]))
    return stride(from: 0, to: bytes.count - 3, by: 4).map { place in
      let bits = bytes[place..<place + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Float(bitPattern: bits)
    }
  }
}

/// A folder of one test's own, gone with it.
struct FilmFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
