internal import FoundationEssentials

/// A folder of files that are written whole or not at all, and found by their names.
struct KeptFolder: Sendable {
  let path: String

  /// The bytes under a name; nil if there are none.
  func bytes(of name: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(filePath: file(name)))).map(Array.init)
  }

  /// Writes beside the place and then moves there, so that nobody ever sees half of it.
  ///
  /// What cannot be kept is found out again another time, so failing is no error.
  func keep(_ bytes: [UInt8], as name: String) {
    let place = URL(filePath: file(name))
    let manager = FileManager.default
    try? manager.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try? Data(bytes).write(to: place, options: .atomic)
  }

  /// Two letters a folder, so that none holds too many.
  private func file(_ name: String) -> String { "\(path)/\(name.prefix(2))/\(name.dropFirst(2))" }
}
