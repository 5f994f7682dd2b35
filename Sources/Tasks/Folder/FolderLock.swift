#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A lock on a file, which ends with the process however that ends.
@safe
final class FolderLock: Sendable {
  private let descriptor: CInt

  /// Takes the lock; nil if another process still has it after some time, nil for as long as it takes.
  init?(_ path: String, patience: Duration?) throws(StoreError) {
    let end = patience.map { ContinuousClock.now + $0 }
    // Children of this process must not hold on to it.
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw FileSystem.failure("\(path) could not be opened", errno) }
    while flock(opened, end == nil ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      guard code != EINTR else { continue }
      if code == EWOULDBLOCK, let end, ContinuousClock.now < end {
        usleep(20_000)
        continue
      }
      close(opened)
      if code == EWOULDBLOCK { return nil }
      throw FileSystem.failure("\(path) could not be locked", code)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Writes into the file who has the lock.
  func sign() throws(StoreError) {
    let line = Array("\(getpid())\n".utf8)
    let written = unsafe line.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard written == line.count, ftruncate(descriptor, off_t(line.count)) == 0 else {
      throw FileSystem.failure("the lock of the data folder could not be written", errno)
    }
  }

  /// The process that signed a lock.
  static func holder(_ path: String) -> Int? {
    var bytes: [UInt8] = []
    try? FileSystem.read(path) { piece in
      for place in piece.indices where bytes.count < 20 { bytes.append(piece[place]) }
    }
    return Int(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber })
  }
}
