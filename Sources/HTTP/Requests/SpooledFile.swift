internal import Glibc
internal import Threads

/// A body on disk, deleted when nobody holds it any more, unless it was taken.
@safe
package final class SpooledFile: Sendable {
  /// Where it lies until it is taken.
  package let path: String
  /// Its bytes.
  package var length: Int64 { state.withLock { $0.length } }

  private struct State {
    var length: Int64 = 0
    var isTaken = false
  }

  private let state = Guarded(State())

  init(path: String) { self.path = path }

  deinit { if !state.withLock({ $0.isTaken }) { unsafe unlink(path) } }

  /// Moves it to a path on the same volume, where it stays; what was there is replaced.
  package func take(to destination: String) throws(HTTPError) {
    let code = state.withLock { state -> CInt in
      guard !state.isTaken else { return ENOENT }
      guard unsafe rename(path, destination) == 0 else { return errno }
      state.isTaken = true
      return 0
    }
    if code != 0 { throw HTTPError(.badBody, "the body cannot be moved: \(code.errorText)") }
  }

  /// Another file beside it, which holds what a closure makes of each piece of this one, and what the closure then knows.
  ///
  /// The closure is called on a thread of its own; the last piece is empty.
  package func rewritten<Knowledge: Sendable>(
    _ knowledge: Knowledge,
    by change: @escaping @Sendable (inout Knowledge, ArraySlice<UInt8>) -> [UInt8]
  ) async throws -> (file: SpooledFile, knowledge: Knowledge) {
    try await OwnThread.run { [self] in
      Result { try rewrite(knowledge, change) }
    }.get()
  }

  private func rewrite<Knowledge>(
    _ knowledge: Knowledge, _ change: (inout Knowledge, ArraySlice<UInt8>) -> [UInt8]
  ) throws -> (file: SpooledFile, knowledge: Knowledge) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    var writer = try SpoolWriter(in: folder)
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw HTTPError(.badBody, "the body is not there") }
    defer { close(descriptor) }
    var (knowledge, left) = (knowledge, length)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = left == 0 ? 0 : unsafe Glibc.read(descriptor, &piece, piece.count)
      guard count > 0 || left == 0 else { throw HTTPError(.badBody, "the body cannot be read") }
      left -= Int64(count)
      let bytes = change(&knowledge, piece[..<count])
      try unsafe bytes.withUnsafeBytes { bytes in try unsafe writer.write(bytes) }
      if count == 0 { return (writer.file, knowledge) }
    }
  }

  /// Counts what was written.
  func grow(by bytes: Int) { state.withLock { $0.length += Int64(bytes) } }

  func bytes(atMost most: Int64) async throws(HTTPError) -> [UInt8] {
    guard length <= most else {
      throw HTTPError(.badBody, "the body has more than \(most) bytes")
    }
    return try await OwnThread.run { [self] in read() }.get()
  }

  private func read() -> Result<[UInt8], HTTPError> {
    let length = Int(length)
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(HTTPError(.badBody, "the body is not there")) }
    defer { close(descriptor) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let more = unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + count }, length - count)
        guard more > 0 else { break }
        count += more
      }
    }
    return bytes.count == length
      ? .success(bytes) : .failure(HTTPError(.badBody, "the body cannot be read"))
  }
}

extension CInt {
  /// What the system says of an error.
  var errorText: String { unsafe String(cString: strerror(self)) }
}
