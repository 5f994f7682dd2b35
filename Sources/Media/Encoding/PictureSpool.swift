internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Bytes that are put aside on disk until somebody wants them.
///
/// The file has no name, so that it vanishes with its last user however that ends.
package final class PictureSpool: Sendable {
  /// Where bytes lie.
  package struct Place: Sendable {
    fileprivate let offset: Int
    fileprivate let count: Int
  }

  private let descriptor: CInt
  private let mostBytes: Int
  private let used = Mutex(0)

  /// Makes an empty one in a folder; nil if no file can be made there.
  package init?(in folder: String, mostBytes: Int) {
    var template = Array("\(folder)/shotlog-XXXXXX".utf8CString)
    let file = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return CInt(-1) }
      let file = unsafe mkstemp(name)
      if file >= 0 {
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        _ = unsafe unlink(name)
      }
      return file
    }
    guard file >= 0 else { return nil }
    (descriptor, self.mostBytes) = (file, mostBytes)
  }

  deinit { close(descriptor) }

  /// Puts bytes aside; nil where there is no room for them.
  package func put(_ bytes: [UInt8]) -> Place? {
    let offset = used.withLock { used -> Int? in
      guard bytes.count <= mostBytes - used else { return nil }
      defer { used += bytes.count }
      return used
    }
    guard let offset else { return nil }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return Place(offset: offset, count: bytes.count)
  }

  /// The bytes at a place; nil if they cannot be read again.
  package func bytes(at place: Place) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: place.count)
    var done = 0
    while done < place.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          off_t(place.offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      done += count
    }
    return bytes
  }
}
