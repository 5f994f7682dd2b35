import Confinement
import Foundation
import TestSupport
import Testing
import Threads

/// The program that confines itself and says what it then can do.
enum Confined {
  /// Where it was built, beside the tests.
  static var path: String {
    get throws {
      // The tests' own program lies there too, whatever ran them.
      let places = CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "confined").path
      }
      let all =
        places + [Bundle.main.bundleURL.appending(path: "confined").path]
        + [Repository.path(".build/debug/confined")]
      return try #require(all.first { FileManager.default.isExecutableFile(atPath: $0) })
    }
  }

  /// What the program says, by what it was about, and how it ended.
  static func run(
    _ arguments: String...,
    change: (inout ChildProcess) -> Void = { _ in }
  ) async throws -> (said: [String: String], effect: String, ending: Ending) {
    // The address sanitizer looks for leaks with a process of its own, which it may not start here.
    var program = ChildProcess(
      try path, arguments, environment: ["ASAN_OPTIONS": "detect_leaks=0"])
    program.wallClock = .seconds(60)
    change(&program)
    let lines = Guarded<[String]>([])
    let ending = await program.run(input: []) { line in
      lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
      return .goOn
    }
    let all = lines.withLock { $0 }
    let said = all.compactMap { line -> (String, String)? in
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    return (Dictionary(said) { first, _ in first }, all.first ?? "", ending)
  }

  /// The version of Landlock that this kernel has; the test is left out where there is none.
  static func requireLandlock() async throws -> Int {
    let effect = try await run().effect
    let word = try #require(effect.split(separator: " ").first { $0.hasPrefix("landlock=") })
    guard let version = Int(word.dropFirst("landlock=".count)) else {
      try Test.cancel("this kernel has no Landlock")
    }
    return version
  }

  /// Leaves the test out where the kernel filters no calls.
  static func requireFilter() async throws {
    if try await run().effect.contains("calls=false") {
      try Test.cancel("this kernel filters no calls")
    }
  }
}

/// A folder of one test's own.
final class Scratch {
  let path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a file, and gives its path.
  func file(_ name: String, _ text: String = "text") throws -> String {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Makes a folder, and gives its path.
  func folder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    return "\(path)/\(name)"
  }
}
