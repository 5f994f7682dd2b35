internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A file to which whole lines are appended, and that nobody else may read.
///
/// A line is written at once: who is killed leaves at most a torn last one, which the next to open it cuts off.
final class RecordingFile: Sendable {
  private let descriptor: Mutex<CInt>

  /// Opens a file for one writer, and makes it if there is none.
  init(_ path: String) throws(RecordingError) {
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw Self.error("cannot be opened", path) }
    descriptor = Mutex(opened)
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      throw RecordingError(message: "the recording \(path) is being written by somebody else")
    }
    guard Self.cutTornLine(opened) else { throw Self.error("cannot be mended", path) }
  }

  deinit { descriptor.withLock { _ = close($0) } }

  /// Appends a line; it must hold no line feed.
  func append(_ line: String) throws(RecordingError) {
    let bytes = Array("\(line)\n".utf8)
    let isWritten = descriptor.withLock { descriptor in
      var done = 0
      while done < bytes.count {
        let count = unsafe bytes[done...].withUnsafeBytes {
          unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
    guard isWritten else { throw Self.error("cannot be written", nil) }
  }

  /// Cuts off what follows the last line feed.
  private static func cutTornLine(_ descriptor: CInt) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { return false }
    var end = size
    var buffer = [UInt8](repeating: 0, count: 4096)
    while end > 0 {
      let start = max(0, end - off_t(buffer.count))
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, Int(end - start), start)
      }
      guard count == Int(end - start) else { return false }
      if let feed = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) {
        end = start + off_t(feed) + 1
        break
      }
      end = start
    }
    return end == size || ftruncate(descriptor, end) == 0
  }

  private static func error(_ words: String, _ path: String?) -> RecordingError {
    let reason = unsafe String(cString: strerror(errno))
    return RecordingError(
      message: "the recording \(path.map { "\($0) " } ?? "")\(words): \(reason)")
  }
}
