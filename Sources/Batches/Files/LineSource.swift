#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The lines of a file or a pipe, one after the other, without holding more than one.
package final class LineSource {
  /// A line, and where it ends.
  package struct Line: Equatable {
    /// Its bytes without the line feed.
    package let bytes: [UInt8]
    /// Whether there was a line feed.
    package let isEnded: Bool
    /// Where the next line begins, counted from where reading began.
    package let end: Int64
  }

  private let name: String
  private let descriptor: CInt
  private let isOwned: Bool
  private let longest: Int
  private let isCancelled: @Sendable () -> Bool
  private var chunk: [UInt8] = []
  private var place = 0
  private var passed: Int64 = 0

  /// Reads a file from its beginning.
  package convenience init(path: String, longest: Int = 1 << 24) throws(BatchError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw BatchError(.unreadable, "\(path) cannot be read: \(SystemWords.reason(errno))")
    }
    self.init(descriptor, name: path, isOwned: true, longest: longest) { false }
  }

  /// Reads what is open already, from where it stands, until somebody cancels.
  package convenience init(
    _ descriptor: CInt, name: String, longest: Int = 1 << 24,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.init(
      descriptor, name: name, isOwned: false, longest: longest, isCancelled: isCancelled)
  }

  private init(
    _ descriptor: CInt, name: String, isOwned: Bool, longest: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    (self.descriptor, self.name, self.isOwned) = (descriptor, name, isOwned)
    (self.longest, self.isCancelled) = (longest, isCancelled)
  }

  deinit { if isOwned { close(descriptor) } }

  /// The next line; nil after the last, and once it was cancelled.
  package func next() throws(BatchError) -> Line? {
    var bytes: [UInt8] = []
    while true {
      if place == chunk.count, try !fill() {
        guard !bytes.isEmpty else { return nil }
        passed += Int64(bytes.count)
        return Line(bytes: bytes, isEnded: false, end: passed)
      }
      let rest = chunk[place...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      bytes += rest[..<(end ?? rest.endIndex)]
      place = end.map { $0 + 1 } ?? chunk.count
      if end != nil {
        passed += Int64(bytes.count) + 1
        return Line(bytes: bytes, isEnded: true, end: passed)
      }
      guard bytes.count <= longest else {
        throw BatchError(.unreadable, "\(name) holds a line of more than \(longest) bytes")
      }
    }
  }

  /// Takes more; false at the end.
  private func fill() throws(BatchError) -> Bool {
    while true {
      // A blocked read would not notice that nobody wants it any more.
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let isReady = unsafe poll(&request, 1, 100) > 0
      if isCancelled() { return false }
      guard isReady else { continue }
      chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      place = 0
      if count < 0 {
        let code = errno
        chunk = []
        if code == EINTR || code == EAGAIN { continue }
        throw BatchError(.unreadable, "\(name) cannot be read: \(SystemWords.reason(code))")
      }
      chunk.removeSubrange(count...)
      return count > 0
    }
  }
}
