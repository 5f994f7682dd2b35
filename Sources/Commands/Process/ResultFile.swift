/// Where a result is written: a file that gets its name once it is whole, or standard output.
struct ResultFile {
  /// The name of the file; nil for standard output.
  let path: String?

  /// Refuses a file that is there already, unless it may be replaced.
  init(_ name: String, isReplacing: Bool) throws(CommandError) {
    path = name == "-" ? nil : name
    if let path, !isReplacing, FileSystem.exists(path) {
      throw CommandError(
        .noOutput, "\(path) exists already",
        advice: "--force replaces it, or name another file")
    }
  }

  /// Writes all of it or, if that fails, nothing of that name.
  func write(_ bytes: [UInt8], to console: Console) throws(CommandError) {
    guard let path else { return try console.output.write(bytes) }
    let part = "\(path).part"
    do {
      try FileSystem.write(bytes, to: part, replacing: true)
      try FileSystem.rename(part, to: path)
    } catch {
      FileSystem.remove(part)
      throw error
    }
  }
}
