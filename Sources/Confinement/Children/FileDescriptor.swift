#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What is done with the open ends of pipes.
enum FileDescriptor {
  /// What became of reading.
  enum Reading {
    /// So many bytes came.
    case bytes(Int)
    /// None are there yet.
    case nothing
    /// None will come.
    case end
  }

  /// Reads what is there.
  static func read(_ descriptor: CInt, into buffer: inout [UInt8]) -> Reading {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        #if canImport(Glibc)
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        #else
        unsafe Musl.read(descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EAGAIN { return .nothing }
      if errno != EINTR { return .end }
    }
  }

  /// Waits until one of some descriptors can be used, or a number of milliseconds has passed; gives those that can.
  static func wait(
    reading: [CInt], writing: [CInt], milliseconds: CInt
  ) -> Set<CInt> {
    var places =
      reading.map { pollfd(fd: $0, events: CShort(POLLIN), revents: 0) }
      + writing.map { pollfd(fd: $0, events: CShort(POLLOUT), revents: 0) }
    guard unsafe poll(&places, nfds_t(places.count), milliseconds) > 0 else { return [] }
    return Set(places.filter { $0.revents != 0 }.map(\.fd))
  }

  /// Closes a descriptor.
  static func close(_ descriptor: CInt) {
    #if canImport(Glibc)
    _ = Glibc.close(descriptor)
    #else
    _ = Musl.close(descriptor)
    #endif
  }
}
