import Foundation
import Glibc

/// A program run to its end, and what that took.
struct ChildProcess {
  /// What a run took.
  struct Cost: Sendable {
    /// Seconds from start to end.
    let wall: Double
    /// Seconds of all cores, the program's and the system's for it.
    let processor: Double
    /// The most memory that it held at once, in bytes.
    let memory: Int
  }

  /// Why a program gave nothing to measure.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let cost: Cost
  /// What it wrote to its standard output.
  let output: String
  /// What it wrote to its standard error.
  let complaints: String

  /// Runs a program, found by the shell's rules, with nothing to read.
  init(_ command: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.path
    let written = "\(folder)/shotlog-benchmark-\(getpid()).out"
    let complained = "\(folder)/shotlog-benchmark-\(getpid()).err"
    defer { for path in [written, complained] { unsafe unlink(path) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, path) in [(Int32(1), written), (2, complained)] {
      unsafe posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }

    let start = ContinuousClock.now
    var child = pid_t()
    let code = unsafe posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw Failure(description: "\(command[0]): cannot be started") }
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(child, &status, 0, &usage) == -1, errno == EINTR {}
    let wall = start.duration(to: .now)
    let words = (try? String(contentsOfFile: complained, encoding: .utf8)) ?? ""
    guard status == 0 else {
      let end = status & 0x7F == 0 ? "exit code \(status >> 8)" : "signal \(status & 0x7F)"
      let text = "\(command.joined(separator: " ")): \(words.suffix(400)) (\(end))"
      // Where the project lies on this machine is nobody's business.
      throw Failure(description: text.replacing("\(Folders.root)/", with: ""))
    }
    cost = Cost(
      wall: wall / .seconds(1),
      processor: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      memory: usage.ru_maxrss * 1024)
    complaints = words
    output = (try? String(contentsOfFile: written, encoding: .utf8)) ?? ""
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
