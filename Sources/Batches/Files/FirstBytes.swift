#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The beginning of a file.
enum FirstBytes {
  /// At most so many bytes.
  static func of(_ path: String, atMost most: Int) throws(BatchError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw BatchError(.unreadable, "\(path) cannot be read: \(SystemWords.reason(errno))")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: most)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    return Array(bytes.prefix(max(0, count)))
  }
}
