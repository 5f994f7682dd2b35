import Foundation

/// What has to be there before anything is timed.
struct Preparation {
  /// The folder of the films.
  let films: String
  /// The Python that has the other tools.
  let python: String

  /// Makes films and installs the other tools, unless they are there already.
  init(clips: [String], note: (String) -> Void) throws {
    films = clips.isEmpty ? "\(Folders.cache)/drawn" : "\(Folders.cache)/filmed"
    try FileManager.default.createDirectory(
      atPath: "\(films)/out", withIntermediateDirectories: true)
    note("making the films in \(films), which takes minutes once")
    _ = try ChildProcess(["\(Folders.root)/benchmarks/material.sh", films] + clips)
    python = try Self.tools(note: note)
  }

  /// Installs the other tools, and gives the Python that has them.
  static func tools(note: (String) -> Void) throws -> String {
    let python = "\(Folders.cache)/venv/bin/python"
    note("installing the other tools into \(Folders.cache)/venv")
    if !FileManager.default.fileExists(atPath: python) {
      _ = try ChildProcess(["python3", "-m", "venv", "\(Folders.cache)/venv"])
    }
    _ = try ChildProcess([
      python, "-m", "pip", "install", "-q", "-r", "\(Folders.peers)/requirements.txt",
    ])
    return python
  }
}
