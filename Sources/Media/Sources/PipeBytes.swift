#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Reads a named pipe or a device, and can be interrupted while nobody writes.
///
/// Unchecked because `descriptor` never changes, and the reading that owns this asks from one thread at a time.
final class PipeBytes: MediaSource.Bytes, @unchecked Sendable {
  private let descriptor: CInt
  private let interruption: Interruption

  var size: Int64? { nil }

  /// Nil for what is a file, or cannot be opened.
  init?(_ path: String, _ interruption: Interruption) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    (self.descriptor, self.interruption) = (descriptor, interruption)
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while !interruption.isDue {
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // Short enough for whoever cancels, long enough to cost nothing.
      guard unsafe poll(&state, 1, 50) > 0 else { continue }
      let count = unsafe Self.readSome(descriptor, buffer)
      if count >= 0 { return count }
      guard errno == EAGAIN || errno == EINTR else { return -1 }
    }
    return -1
  }

  /// The system's call, which this class's own method of that name hides.
  private static func readSome(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    var part = unsafe iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
    return unsafe readv(descriptor, &part, 1)
  }

  func seek(to offset: Int64) throws -> Bool { false }
}
