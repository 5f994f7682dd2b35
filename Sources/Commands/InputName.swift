internal import Media

/// An input as it was named on the command line: a file, an address, or `-` for standard input.
struct InputName {
  /// What was written.
  let text: String
  /// What messages call it.
  let title: String
  /// From where it is read.
  let source: MediaSource
  private let sourcePath: String

  /// Names a file or an address.
  init(_ text: String) {
    (self.text, title, sourcePath) = (text, text, text)
    source = Self.isURL(text) ? .url(text) : .path(text)
  }

  /// Names what came through a pipe.
  init(_ text: String, in spool: borrowing InputSpool) {
    self.text = text
    title = text == "-" ? "standard input" : text
    sourcePath = spool.path
    source = .path(sourcePath)
  }

  /// The file's path; nil for an address.
  var path: String? { isURL ? nil : sourcePath }

  /// Whether it is an address rather than a file.
  var isURL: Bool { Self.isURL(text) }

  /// What to call what is made from it: the name without folders and extension.
  var stem: String {
    let path = isURL ? text.prefix { $0 != "?" && $0 != "#" } : text[...]
    let name = path.split(separator: "/").last ?? "video"
    guard text != "-" else { return "video" }
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
    return String(stem.isEmpty ? name : stem)
  }

  private static func isURL(_ text: String) -> Bool {
    guard let range = text.firstRange(of: "://") else { return false }
    let scheme = text[..<range.lowerBound]
    return scheme.first?.isLetter == true
      && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+.-".contains($0) }
  }
}

extension Console {
  /// Empties standard input for `-`, or a named pipe, and hands the input to `body`.
  func withInput<Result>(
    _ text: String, limits: MediaLimits, _ body: (InputName) throws(CommandError) -> Result
  ) throws(CommandError) -> Result {
    let pipe = text == "-" ? nil : FileSystem.openPipe(text)
    defer { pipe.map(FileSystem.close) }
    guard text == "-" || pipe != nil else { return try body(InputName(text)) }
    let spool = try InputSpool(
      pipe ?? input, limit: limits.bytes ?? 8 << 30, folder: environment["TMPDIR"] ?? "/tmp",
      interruption: interruption)
    return try body(InputName(text, in: spool))
  }

  /// Does what reads an input, and names the input in what goes wrong.
  func reading<Result: ~Copyable>(
    _ input: InputName, _ body: () throws(MediaError) -> Result
  ) throws(CommandError) -> Result {
    do {
      return try body()
    } catch {
      throw CommandError(error, of: input)
    }
  }
}
