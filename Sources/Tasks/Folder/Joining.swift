internal import Threads

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

extension DataFolder {
  /// Makes a draft of others, one behind the other, which are gone then.
  package func join(_ parts: [String], into draft: String) async throws(StoreError) {
    try await OwnThread.run { () throws(StoreError) in
      let descriptor = unsafe open(
        draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw FileSystem.failure("\(draft) could not be made", errno) }
      defer { close(descriptor) }
      for part in parts {
        var problem: CInt = 0
        try FileSystem.read(part) { bytes in
          if problem == 0 { problem = Self.put(bytes, into: descriptor) }
        }
        guard problem == 0 else {
          throw FileSystem.failure("\(draft) could not be written", problem)
        }
      }
      for part in parts { try FileSystem.remove(part) }
    }
  }

  /// Writes all bytes; gives what is wrong if that fails.
  private static func put(_ bytes: Span<UInt8>, into descriptor: CInt) -> CInt {
    var place = 0
    while place < bytes.count {
      let rest = bytes.extracting(droppingFirst: place)
      let count = unsafe rest.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      place += count
    }
    return 0
  }
}
