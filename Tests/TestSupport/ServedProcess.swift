internal import Foundation
internal import Synchronization

/// A server in a process of its own, which prints its address and stays as long as the tests run.
public enum ServedProcess {
  /// A program that did not start, or did not say where it answers.
  struct Failure: Error { let program: String }

  /// Starts a program and waits for its address; it ends when our end of its input closes.
  public static func start(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let (input, output) = (Pipe(), Pipe())
    // Another server started meanwhile would hold it open, and this one would never end.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    running.withLock { $0.append((process, input)) }
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      line += more
    }
    let address = String(decoding: line.dropLast(), as: UTF8.self)
    guard address.hasPrefix("http://") else { throw Failure(program: program) }
    return address
  }

  /// A port that nobody listens at.
  public static func freePort() throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(text.prefix { $0.isNumber })
  }

  /// Keeps the pipes open.
  private static let running = Mutex<[(Process, Pipe)]>([])
}
