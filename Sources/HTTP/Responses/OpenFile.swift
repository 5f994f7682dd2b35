internal import Glibc

/// A file to answer with, open so that it stays what it was when it was looked at.
final class OpenFile: Sendable {
  let size: Int64
  /// Seconds since 1970.
  let modified: Int64
  let tag: String
  private let descriptor: CInt

  /// Opens a file; nil for what is none.
  init?(_ file: FileBody) {
    let descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec)
    let parts = [
      UInt64(status.st_ino), UInt64(bitPattern: size), UInt64(bitPattern: modified),
      UInt64(status.st_mtim.tv_nsec),
    ]
    tag = file.tag ?? "\"\(parts.map { String($0, radix: 36) }.joined(separator: "-"))\""
  }

  deinit { close(descriptor) }

  /// A descriptor for somebody else to close.
  func copy() -> CInt { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
}
