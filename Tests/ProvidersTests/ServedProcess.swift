import Foundation
import Synchronization
import TestSupport

/// A server of `Tests/Clients/models` that prints its address first and stays until its input closes.
struct ServedProcess: Sendable {
  /// Where it answers.
  let address: String

  /// Starts a program of the folder.
  init(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let interpreter = program.hasSuffix(".py") ? ["python3"] : []
    process.arguments =
      interpreter + [Repository.path("Tests/Clients/models/\(program)")] + arguments
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    // The checks of requests need what `Tests/Clients/install` installs.
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] =
      Repository.path(".build-clients/bin") + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    try process.run()
    Self.running.withLock { $0.append((process, input)) }
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      line += more
    }
    address = String(decoding: line.dropLast(), as: UTF8.self)
  }

  /// Keeps the inputs open.
  private static let running = Mutex<[(Process, Pipe)]>([])
}
