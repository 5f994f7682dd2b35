import Foundation
import Testing
import TestSupport

/// Programs that others wrote, reading what was exported.
enum Client {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether the readers of `Tests/Clients` are installed.
  static let isInstalled = FileManager.default.isExecutableFile(atPath: python)
  static let advice: Comment = "the readers are missing; Tests/Clients/install installs them"

  private static let python = Repository.path(".build-clients/bin/python3")

  /// What a reader finds in a text, as JSON.
  static func read<Found: Decodable>(
    _ kind: String, _ text: String, _ option: String? = nil, as type: Found.Type = Found.self
  ) throws -> Found {
    try withFile(text, ending: kind) { path in
      let script = Repository.path("Tests/Clients/read.py")
      let output = try output(python, [script, kind, path] + (option.map { [$0] } ?? []))
      return try JSONDecoder().decode(type, from: Data(output))
    }
  }

  /// What a program writes to its standard output.
  static func output(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    let errors = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-exports-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardError = try FileHandle(forWritingTo: errors)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let words = try String(contentsOf: errors, encoding: .utf8)
      throw Failure(
        description: "\(program) \(arguments): \(words) \(String(decoding: bytes, as: UTF8.self))")
    }
    return [UInt8](bytes)
  }

  /// Lends a file with that text.
  static func withFile<Result>(
    _ text: String, ending: String, _ body: (String) throws -> Result
  ) throws -> Result {
    try withFolder { folder in
      let path = "\(folder)/list.\(ending)"
      try Data(text.utf8).write(to: URL(filePath: path))
      return try body(path)
    }
  }

  /// Lends an empty folder.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-exports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  /// Whether a program can be found.
  static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }
}
