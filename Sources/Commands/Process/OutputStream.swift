#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Somewhere to write to: standard output, standard error, a pipe, a file.
package struct OutputStream: Sendable {
  /// The open file.
  let descriptor: CInt

  /// Writes to what the caller opened, and will close.
  package init(_ descriptor: CInt) { self.descriptor = descriptor }

  /// The standard output of the process.
  package static let standardOutput = OutputStream(STDOUT_FILENO)
  /// The standard error of the process.
  package static let standardError = OutputStream(STDERR_FILENO)

  /// Whether a person is looking.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many letters a line of the terminal holds.
  var width: Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes everything, waiting for slow readers.
  func write(_ bytes: [UInt8]) throws(CommandError) {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { [offset] all in
        unsafe Self.write(descriptor, UnsafeRawBufferPointer(rebasing: all[offset...]))
      }
      if count >= 0 {
        offset += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitForReader()
      case EPIPE: throw CommandError(.outputClosed, "nobody reads the output any more")
      case let code:
        throw CommandError(
          .noOutput, "the output could not be written: \(FileSystem.reason(code))",
          advice: "see whether the disk is full")
      }
    }
  }

  func write(_ text: String) throws(CommandError) { try write(Array(text.utf8)) }

  private static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
    unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private func waitForReader() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&request, 1, 100)
  }
}
