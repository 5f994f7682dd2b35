import Foundation

/// Where and with what figures were taken.
struct Machine: Codable {
  let processor: String
  let cores: Int
  let memory: Int
  let system: String
  let commit: String
  let date: String
  let swift: String
  let ffmpeg: String
  let peers: [String]

  /// Asks this machine.
  init(python: String) {
    processor = Self.field("model name", in: "/proc/cpuinfo")
    cores = ProcessInfo.processInfo.activeProcessorCount
    memory = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    system =
      Self.field("PRETTY_NAME", in: "/etc/os-release", separator: "=")
      .trimmingCharacters(in: ["\""])
    let isChanged = !Self.line(["git", "-C", Folders.root, "status", "--porcelain"]).isEmpty
    commit =
      Self.line(["git", "-C", Folders.root, "rev-parse", "--short", "HEAD"])
      + (isChanged ? " and changes" : "")
    date = Date.now.formatted(.iso8601.year().month().day())
    swift =
      Self.line(["swift", "--version"]).firstMatch(of: /Swift version ([^ ]+)/).map { String($0.1) }
      ?? ""
    ffmpeg =
      Self.line(["ffmpeg", "-version"]).split(separator: " ").dropFirst(2).first.map(String.init)
      ?? ""
    let packages =
      (try? ChildProcess([python, "-m", "pip", "list", "--format=freeze"]))?.output ?? ""
    peers = packages.split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("pip") && !$0.hasPrefix("setuptools") }
  }

  /// The machine in a sentence.
  var sentence: String {
    """
    \(processor), \(cores) cores, \(memory >> 30) GiB, \(system); commit \(commit), \(date); \
    Swift \(swift), FFmpeg \(ffmpeg), \(peers.joined(separator: ", "))
    """
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
