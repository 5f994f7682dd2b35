internal import Media

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What came through a pipe, in a file, since most formats must be read in leaps.
///
/// The file has no name, so that it vanishes with the process however that ends.
struct InputSpool: ~Copyable {
  /// By which name the file can be opened.
  var path: String { "/proc/self/fd/\(descriptor)" }

  private let descriptor: CInt
  private let isOwned: Bool

  /// Reads everything, up to `limit` bytes.
  init(
    _ input: CInt, limit: Int64, folder: String, interruption: Interruption
  ) throws(CommandError) {
    guard !Self.isUntouchedFile(input) else {
      (descriptor, isOwned) = (input, false)
      return
    }
    let file = try Self.namelessFile(in: folder)
    do {
      try Self.copy(from: input, to: file, limit: limit, interruption: interruption)
    } catch {
      FileSystem.close(file)
      throw error
    }
    (descriptor, isOwned) = (file, true)
  }

  deinit { if isOwned { FileSystem.close(descriptor) } }

  /// `shotlog probe - < file` needs no copy.
  private static func isUntouchedFile(_ input: CInt) -> Bool {
    var status = stat()
    return unsafe fstat(input, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && lseek(input, 0, SEEK_CUR) == 0
  }

  private static func namelessFile(in folder: String) throws(CommandError) -> CInt {
    var template = Array("\(folder)/shotlog-XXXXXX".utf8CString)
    let file = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let name = buffer.baseAddress else { return CInt(-1) }
      let file = unsafe mkstemp(name)
      if file >= 0 { _ = unsafe unlink(name) }
      return file
    }
    guard file >= 0 else {
      throw CommandError(
        .noOutput, "no temporary file could be made in \(folder): \(FileSystem.reason(errno))",
        advice: "set TMPDIR to a folder with room")
    }
    return file
  }

  private static func copy(
    from input: CInt, to file: CInt, limit: Int64, interruption: Interruption
  ) throws(CommandError) {
    let output = OutputStream(file)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total: Int64 = 0
    while true {
      // A blocked read would not notice that the run is cancelled.
      var request = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      let isReady = unsafe poll(&request, 1, 100) > 0
      if interruption.isDue { throw CommandError(.cancelled, "the pipe: cancelled") }
      guard isReady else { continue }
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(input, bytes.baseAddress, bytes.count)
      }
      if count == 0 { return }
      guard count > 0 else {
        if errno == EINTR || errno == EAGAIN { continue }
        throw CommandError(
          .noInput, "the pipe could not be read: \(FileSystem.reason(errno))")
      }
      total += Int64(count)
      guard total <= limit else {
        throw CommandError(
          .limit, "the pipe holds more than \(limit) bytes",
          advice: "--max-bytes allows more")
      }
      try output.write(Array(buffer[..<count]))
    }
  }
}
