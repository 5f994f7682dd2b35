import Foundation
import Testing

/// The program that was built with these tests, for what only a process of its own shows.
struct BuiltTool {
  /// Where it lies.
  let path: String

  init() throws {
    let tests = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    path = tests.deletingLastPathComponent().appending(path: "shotlog").path
    try #require(FileManager.default.isExecutableFile(atPath: path), "\(path)")
  }

  /// Runs a command line to its end.
  func run(
    _ words: [String], environment: [String: String]
  ) throws -> (output: Data, error: String, code: Int32) {
    let folder = try TemporaryFolder()
    let files = ["out", "err"].map { URL(filePath: "\(folder.path)/\($0)") }
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = words
    process.environment = environment
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return (
      try Data(contentsOf: files[0]), try String(contentsOf: files[1], encoding: .utf8),
      process.terminationStatus
    )
  }
}
