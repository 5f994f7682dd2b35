#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A file that is being written; it is removed unless it is kept.
@safe
package struct DraftFile: ~Copyable {
  private let path: String
  private let descriptor: CInt
  private var isKept = false

  /// Makes a file that only its owner may read, where there must be none.
  package init(_ path: String) throws(SourceError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      // What is there is not ours.
      isKept = true
      throw Self.failure
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isKept { unsafe unlink(path) }
  }

  /// Makes a file that only its owner may read, in place of a draft that was given up.
  package init(replacing path: String) throws(SourceError) {
    _ = unsafe unlink(path)
    try self.init(path)
  }

  /// Adds bytes.
  package mutating func write(_ bytes: Span<UInt8>) throws(SourceError) {
    let isWritten = unsafe bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = unsafe Self.write(descriptor, rest)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    if !isWritten { throw Self.failure }
  }

  /// Leaves the file to others.
  package consuming func keep() { isKept = true }

  /// Leaves the file to others under another name, in place of what has it.
  package consuming func keep(as name: String) throws(SourceError) {
    guard unsafe rename(path, name) == 0 else { throw Self.failure }
    isKept = true
  }

  private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static let failure = SourceError(.unwritable, "The file cannot be kept now.")
}
