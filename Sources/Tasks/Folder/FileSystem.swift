internal import Digests

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What the memory does with files beyond its database.
enum FileSystem {
  /// What is known of a file without reading it.
  struct Facts {
    let size: Int64
    let changed: Moment
    let isFolder: Bool
  }

  /// Makes a folder that only its owner may enter; one that exists is left as it is.
  static func makeFolder(_ path: String) throws(StoreError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/\(part)"
      guard unsafe mkdir(partial, 0o700) == 0 || errno == EEXIST || facts(of: partial) != nil else {
        throw failure("the folder \(path) could not be made", errno)
      }
    }
    guard facts(of: path)?.isFolder == true else {
      throw StoreError(.unusable, "\(path) is not a folder")
    }
  }

  /// Makes an empty file that only its owner may read; one that exists is not even opened.
  ///
  /// Closing a database file would give up the locks that this process has on it.
  static func makePrivateFile(_ path: String) throws(StoreError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw failure("\(path) could not be made", errno) }
      return
    }
    close(descriptor)
  }

  /// What is known of a file or folder, or of a link itself instead of what it leads to; nil if there is none.
  static func facts(of path: String, followingLinks: Bool = true) -> Facts? {
    var status = stat()
    let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
    guard unsafe fstatat(AT_FDCWD, path, &status, flags) == 0 else { return nil }
    let changed = Moment(
      milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
    return Facts(
      size: Int64(status.st_size), changed: changed,
      isFolder: status.st_mode & S_IFMT == S_IFDIR)
  }

  /// The names in a folder, in no order; none if it is not there.
  static func names(in path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Brings what was written to a file or folder onto the disk.
  static func synchronise(_ path: String) throws(StoreError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("\(path) could not be opened", errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("\(path) could not be written", errno) }
  }

  /// Gives a file another name, in place of whatever has that name.
  static func move(_ old: String, to new: String) throws(StoreError) {
    guard unsafe rename(old, new) == 0 else { throw failure("\(old) could not be moved", errno) }
  }

  /// Marks a file as changed now, so that nobody takes it for left behind.
  static func touch(_ path: String) { _ = unsafe utimensat(AT_FDCWD, path, nil, 0) }

  /// Removes a file; one that is not there is no error.
  static func remove(_ path: String) throws(StoreError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw failure("\(path) could not be removed", errno)
    }
  }

  /// Removes an empty folder; false if it is not empty or not there.
  @discardableResult
  static func removeFolder(_ path: String) -> Bool { unsafe rmdir(path) == 0 }

  /// The SHA-256 digest of a file, in hexadecimal digits.
  static func digest(of path: String) throws(StoreError) -> String {
    var digest = SHA256()
    try read(path) { digest.take($0) }
    return digest.text
  }

  /// Reads a file piece by piece.
  static func read(_ path: String, _ take: (Span<UInt8>) -> Void) throws(StoreError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("\(path) could not be opened", errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var place: off_t = 0
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, place)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("\(path) could not be read", errno) }
      guard count > 0 else { return }
      take(buffer.span.extracting(first: count))
      place += off_t(count)
    }
  }

  static func failure(_ what: String, _ code: CInt) -> StoreError {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return StoreError(
      code == ENOSPC || code == EDQUOT ? .diskFull : .unusable, "\(what): \(reason)")
  }
}
