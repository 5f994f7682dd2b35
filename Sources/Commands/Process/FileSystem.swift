#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What commands do with files beyond reading media.
enum FileSystem {
  /// Whether there is anything of that name.
  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether there is a program of that name.
  static func isProgram(_ path: String) -> Bool {
    unsafe access(path, X_OK) == 0 && !isFolder(path)
  }

  /// Opens a pipe to read it; nil if there is no such thing, or something else.
  static func openPipe(_ path: String) -> CInt? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return nil }
    // Opening would otherwise wait for a writer, and no signal could end that.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }

  /// Makes a folder, and those it lies in; one that exists is left as it is.
  static func makeFolder(_ path: String) throws(CommandError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/\(part)"
      guard unsafe mkdir(partial, 0o777) == 0 || errno == EEXIST || isFolder(partial) else {
        throw failure("the folder \(path) could not be made", errno)
      }
    }
    guard isFolder(path) else {
      throw CommandError(
        .noOutput, "\(path) is not a folder", advice: "name another folder with --out")
    }
  }

  /// The next bytes of an open file, at most so many; none at its end.
  static func read(_ descriptor: CInt, atMost most: Int) throws(CommandError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: most)
    while true {
      #if canImport(Glibc)
      let count = unsafe Glibc.read(descriptor, &bytes, most)
      #else
      let count = unsafe Musl.read(descriptor, &bytes, most)
      #endif
      guard count < 0 else { return Array(bytes.prefix(count)) }
      guard errno == EINTR else { throw failure("standard input could not be read", errno) }
    }
  }

  /// Hands over all that an open file holds, from its beginning, piece by piece.
  static func readAll(
    _ descriptor: CInt, _ body: ([UInt8]) throws(CommandError) -> Void
  ) throws(CommandError) {
    lseek(descriptor, 0, SEEK_SET)
    while true {
      let piece = try read(descriptor, atMost: 1 << 16)
      guard !piece.isEmpty else { return }
      try body(piece)
    }
  }

  /// Opens a new file; without `replacing`, one that exists is an error.
  static func create(_ path: String, replacing: Bool) throws(CommandError) -> CInt {
    let mode = replacing ? O_TRUNC : O_EXCL
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o666)
    guard descriptor >= 0 else { throw failure("\(path) could not be made", errno) }
    return descriptor
  }

  /// Writes a new file as a whole.
  static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool
  ) throws(CommandError) {
    let descriptor = try create(path, replacing: replacing)
    defer { close(descriptor) }
    try OutputStream(descriptor).write(bytes)
  }

  /// Gives a file its final name, in place of whatever has that name.
  static func rename(_ old: String, to new: String) throws(CommandError) {
    #if canImport(Glibc)
    let code = unsafe Glibc.rename(old, new)
    #else
    let code = unsafe Musl.rename(old, new)
    #endif
    guard code == 0 else { throw failure("\(old) could not be renamed", errno) }
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// Closes what `create` opened.
  static func close(_ descriptor: CInt) {
    #if canImport(Glibc)
    _ = Glibc.close(descriptor)
    #else
    _ = Musl.close(descriptor)
    #endif
  }

  /// The system's words for an error.
  static func reason(_ code: CInt) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  static func failure(_ what: String, _ code: CInt) -> CommandError {
    let advice: String? =
      switch code {
      case EEXIST: "--force replaces it"
      case ENOSPC: "make room, or name another place with --out"
      default: "name another place with --out"
      }
    return CommandError(.noOutput, "\(what): \(reason(code))", advice: advice)
  }

  /// The bytes of a file; nil if there is none.
  ///
  /// Foundation would look up the name of its owner as well, which may open a socket.
  static func size(of path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  /// Whether it is a plain file.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether it is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
