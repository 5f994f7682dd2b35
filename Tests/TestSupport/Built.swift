public import Foundation

/// What was built beside these tests.
public enum Built {
  /// The folder of the library and the programs, also where another scratch path was asked for.
  public static let folder =
    Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
    .map { URL(filePath: $0).deletingLastPathComponent().path } ?? Repository.path(".build/debug")

  /// Whether the shared library is among it.
  public static let hasLibrary = FileManager.default.fileExists(atPath: "\(folder)/libShotlogC.so")

  /// The program that was built with these tests.
  public static let tool = "\(folder)/shotlog"

  /// What a program writes to its standard output and error, and its exit status.
  public static func run(_ words: [String]) throws -> (output: Data, error: String, status: Int32) {
    let files = (0..<2).map { _ in
      FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID().uuidString)")
    }
    for file in files { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
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
