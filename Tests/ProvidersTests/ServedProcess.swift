import Foundation
import Synchronization
import TestSupport
import Testing

/// A server of `Tests/Clients/models`, which prints its address first and stays until its input closes.
struct ServedProcess: Sendable {
  /// Where it answers.
  let address: String

  /// Starts a program of the folder; those in Python with what `Tests/Clients/install` installs.
  init(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    let path = Repository.path("Tests/Clients/models/\(program)")
    let isPython = program.hasSuffix(".py")
    process.executableURL =
      isPython
      ? Repository.root.appending(path: ".build-clients/bin/python") : URL(filePath: path)
    process.arguments = (isPython ? [path] : []) + arguments
    let (input, output) = (Pipe(), Pipe())
    // Another server started meanwhile would hold it open, and this one would never end.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    Self.running.withLock { $0.append((process, input)) }
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      line += more
    }
    address = String(decoding: line.dropLast(), as: UTF8.self)
    try #require(address.hasPrefix("http://"))
  }

  /// Keeps the inputs open.
  private static let running = Mutex<[(Process, Pipe)]>([])
}
