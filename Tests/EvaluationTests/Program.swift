import Foundation

/// Other programs, run to their end.
enum Program {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What a program writes to its standard output, as text.
  static func output(_ program: String, _ arguments: [String]) throws -> String {
    String(decoding: try bytes(program, arguments), as: UTF8.self)
  }

  /// What a program writes to its standard output.
  static func bytes(_ program: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program) ended with \(process.terminationStatus)")
    }
    return [UInt8](bytes)
  }
}
