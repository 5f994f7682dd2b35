#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A file that gets its name only once it is complete, and unless kept leaves nothing behind.
final class PartFile {
  let path: String
  /// Its name until then.
  let draft: String
  private let isReplacing: Bool
  /// What to remove at the end: nothing yet, or no more.
  private var own: String?

  /// Claims the name; without `replacing`, one that is taken is an error.
  init(_ path: String, replacing: Bool) throws(MediaError) {
    guard !path.isEmpty, !path.utf8.contains(0), !path.hasSuffix("/") else {
      throw MediaError(.invalidRequest, "\"\(path)\" is not a file name")
    }
    (self.path, isReplacing, draft) = (path, replacing, path + ".part")
    try Self.check(path, replacing: replacing)
    if replacing { unlink(draft) }
    // Never through a link that lies there, into a file of somebody's.
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(draft, flags, 0o666)
    guard descriptor >= 0 else { throw Self.failure(draft, errno) }
    close(descriptor)
    own = draft
  }

  deinit { if let own { unlink(own) } }

  /// Gives the file its name.
  func publish() throws(MediaError) {
    if isReplacing {
      guard unsafe rename(draft, path) == 0 else { throw Self.failure(path, errno) }
    } else if unsafe link(draft, path) == 0 {
      unlink(draft)
    } else {
      guard errno != EEXIST else { throw Self.failure(path, errno) }
      // Some file systems know no second names, so there is a moment between looking and naming.
      try Self.check(path, replacing: false)
      guard unsafe rename(draft, path) == 0 else { throw Self.failure(path, errno) }
    }
    own = path
  }

  /// Leaves the file behind.
  func keep() { own = nil }

  private static func check(_ path: String, replacing: Bool) throws(MediaError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw MediaError(.unwritable, "\(path) is a folder")
    }
    guard replacing else { throw failure(path, EEXIST) }
  }

  private static func failure(_ path: String, _ code: CInt) -> MediaError {
    guard code != EEXIST else { return MediaError(.alreadyExists, "\(path) exists already") }
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) }
    return MediaError(.unwritable, "\(path) could not be written", detail: reason)
  }

  private func unlink(_ path: String) {
    #if canImport(Glibc)
    _ = unsafe Glibc.unlink(path)
    #else
    _ = unsafe Musl.unlink(path)
    #endif
  }
}
