internal import Glibc

/// Writes a body to a file of its own in the spool folder.
@safe
struct SpoolWriter: ~Copyable {
  let file: SpooledFile
  private let descriptor: CInt

  init(in folder: String) throws(Problem) {
    let name = "\(Self.prefix)\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let path = "\(folder)/\(name)"
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.problem() }
    file = SpooledFile(path: path)
  }

  deinit { close(descriptor) }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    var written = 0
    while written < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.problem() }
      written += count
    }
    file.grow(by: written)
  }

  /// How the names of files in the folder begin.
  static let prefix = "body-"

  /// Removes what an earlier run left behind.
  static func clean(_ folder: String) throws(HTTPError) {
    guard let stream = unsafe opendir(folder), unsafe access(folder, W_OK | X_OK) == 0 else {
      throw HTTPError(.badSpool, "bodies cannot be written to \(folder): \(errno.errorText)")
    }
    defer { unsafe closedir(stream) }
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix) { unsafe unlink("\(folder)/\(name)") }
    }
  }

  private static func problem() -> Problem {
    Problem(.insufficientStorage, "There is no room for the body now.")
  }
}
