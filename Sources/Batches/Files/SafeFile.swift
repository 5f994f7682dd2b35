#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A file that is written so that what is said to be on the disk is there, whatever happens next.
package final class SafeFile: Sendable {
  private let path: String
  private let descriptor: CInt

  /// Opens a file to append to, made if need be; nil if another process has it.
  init?(appendingTo path: String) throws(BatchError) {
    self.path = path
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw SystemWords.unwritable("\(path) cannot be opened", errno)
    }
    // A child that is just being started holds its parent's files for a moment, even if that one was killed.
    for _ in 0..<Self.tries {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      usleep(10_000)
    }
    return nil
  }

  /// Hundredths of a second to wait for a file that another process has.
  private static let tries = 100

  /// Makes a file, or empties the one of that name.
  package init(making path: String) throws(BatchError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemWords.unwritable("\(path) cannot be made", errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes everything.
  package func write(_ bytes: [UInt8]) throws(BatchError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { [done] all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[done...])
        return unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw SystemWords.unwritable("\(path) cannot be written", errno)
      }
    }
  }

  /// Comes back when all that was written lies on the disk.
  package func settle() throws(BatchError) {
    guard fdatasync(descriptor) == 0 else {
      throw SystemWords.unwritable("\(path) cannot be written", errno)
    }
  }

  /// Cuts off what lies behind a place.
  func truncate(to size: Int64) throws(BatchError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else {
      throw SystemWords.unwritable("\(path) cannot be mended", errno)
    }
  }
}

/// Names and folders, changed so that they stay.
enum SafeNames {
  /// Gives a file its final name, in place of whatever has that name.
  static func move(_ old: String, to new: String) throws(BatchError) {
    guard unsafe rename(old, new) == 0 else {
      throw SystemWords.unwritable("\(new) cannot be written", errno)
    }
    let folder = new.lastIndex(of: "/").map { String(new[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    // Some file systems cannot settle folders, and need not.
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Makes a folder and those it lies in.
  static func makeFolder(_ path: String) throws(BatchError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += partial.isEmpty || partial.hasSuffix("/") ? String(part) : "/\(part)"
      guard unsafe mkdir(partial, 0o777) == 0 || FileFacts(of: partial)?.kind == .folder else {
        throw SystemWords.unwritable("the folder \(path) cannot be made", errno)
      }
    }
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { _ = unsafe unlink(path) }

  /// Removes a folder, if it is there and empty.
  static func removeFolder(_ path: String) { _ = unsafe rmdir(path) }
}

private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
  unsafe Glibc.write(descriptor, bytes, count)
  #else
  unsafe Musl.write(descriptor, bytes, count)
  #endif
}
