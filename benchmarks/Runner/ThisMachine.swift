import Foundation
import Scoreboard

/// The machine that figures are taken on, and the state of the project.
enum ThisMachine {
  /// What it is, and the versions of what runs on it.
  static func description(python: String, shotlog: String) -> Machine {
    let swift =
      line(["swift", "--version"]).firstMatch(of: /Swift version ([^ ]+)/).map { String($0.1) }
    let ffmpeg = line(["ffmpeg", "-version"]).split(separator: " ").dropFirst(2).first
    let packages =
      (try? ChildProcess([python, "-m", "pip", "list", "--format=freeze"]))?.output ?? ""
    let peers = packages.split(separator: "\n")
      .filter { !$0.hasPrefix("pip") && !$0.hasPrefix("setuptools") }
      .map { String($0.replacing("==", with: " ")) }
    return Machine(
      processor: field("model name", in: "/proc/cpuinfo"),
      cores: ProcessInfo.processInfo.activeProcessorCount,
      memory: Int(clamping: ProcessInfo.processInfo.physicalMemory),
      system: field("PRETTY_NAME", in: "/etc/os-release", separator: "=")
        .trimmingCharacters(in: ["\""]) + ", Linux \(line(["uname", "-r"]))",
      versions: [
        line([shotlog, "--version"]), swift.map { "Swift \($0)" }, ffmpeg.map { "FFmpeg \($0)" },
        line([python, "--version"]),
      ].compactMap(\.self).filter { !$0.isEmpty } + peers)
  }

  /// The commit, with a remark if anything was changed since but the board itself.
  static var commit: String {
    let changes = line([
      "git", "-C", Folders.root, "status", "--porcelain", "--", ".", ":!benchmarks/README.md",
      ":!benchmarks/board.json",
    ])
    return line(["git", "-C", Folders.root, "rev-parse", "--short", "HEAD"])
      + (changes.isEmpty ? "" : " and changes")
  }

  /// The day.
  static var date: String { Date.now.formatted(.iso8601.year().month().day()) }

  /// The part of all cores that others use, looked at for so long.
  static func disturbance(over seconds: Double = 0.5) -> Double? {
    func ticks() -> (all: Double, idle: Double)? {
      let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
      let words = text.prefix { $0 != "\n" }.split(separator: " ")
      let numbers = words.dropFirst().prefix(8).compactMap { Double($0) }
      guard words.first == "cpu", numbers.count == 8 else { return nil }
      return (numbers.reduce(0, +), numbers[3] + numbers[4])
    }
    guard let before = ticks() else { return nil }
    Thread.sleep(forTimeInterval: seconds)
    guard let after = ticks(), after.all > before.all else { return nil }
    return 1 - (after.idle - before.idle) / (after.all - before.all)
  }

  private static func line(_ command: [String]) -> String {
    let output = (try? ChildProcess(command))?.output ?? ""
    return output.split(separator: "\n").first.map(String.init) ?? ""
  }

  private static func field(_ name: String, in path: String, separator: String = ":") -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return line.split(separator: separator, maxSplits: 1).last?
      .trimmingCharacters(in: .whitespaces) ?? ""
  }
}
