#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// An open file, and nothing else that has a path: no folder, device, pipe or socket.
@safe
struct RegularFile: ~Copyable {
  /// Its bytes when it was opened.
  let size: Int64
  private let descriptor: CInt

  /// Nil if there is no such file at a path without links, or none that may be read.
  init?(_ path: String) {
    var status = stat()
    // To open a device may do something, and a pipe waits for somebody.
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // Something else may have taken the place meanwhile, on the way or at its end.
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Self.resolved("/proc/self/fd/\(descriptor)")?.utf8.elementsEqual(path.utf8) == true
    else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    size = Int64(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads on; 0 at the end, negative if that fails.
  func read(into buffer: inout [UInt8]) -> Int {
    unsafe buffer.withUnsafeMutableBytes { buffer in
      while true {
        let count = unsafe Self.read(descriptor, buffer)
        guard count < 0 && errno == EINTR else { return count }
      }
    }
  }

  /// The path without links, dots and doubled slashes; nil if nothing is there.
  static func resolved(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(validatingCString: resolved)
  }

  private static func read(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #else
    unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
