import Foundation

/// The ffmpeg programs, which read the same files by other code paths.
enum Program {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What the program writes to its standard output.
  static func output(_ name: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name, "-v", "error"] + arguments
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(name) \(arguments): status \(process.terminationStatus)")
    }
    return [UInt8](bytes)
  }

  /// What ffprobe warns of when it reads every packet of a file.
  static func complaints(of path: String) throws -> Set<Substring> {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ffprobe", "-v", "warning", "-show_packets", path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Set(
      String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
        // Without the place in memory of whoever speaks.
        line.split(separator: "]", maxSplits: 1).last ?? line
      })
  }

  static func text(_ name: String, _ arguments: [String]) throws -> String {
    String(decoding: try output(name, arguments), as: UTF8.self)
  }

  /// Lends a file with those bytes.
  static func withFile<Result>(
    _ bytes: [UInt8], named ending: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-\(UUID().uuidString)\(ending)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }
}
