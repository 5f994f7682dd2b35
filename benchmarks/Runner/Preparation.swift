import Foundation

/// The other tools, which have to be there before anything is timed.
enum Preparation {
  /// Installs them, and gives the Python that has them.
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
