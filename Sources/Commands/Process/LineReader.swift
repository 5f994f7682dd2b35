#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The lines of a text file, one after the other, without holding more than one.
final class LineReader {
  /// No line that we write is nearly as long.
  private static let longestLine = 1 << 20

  private let path: String
  private let file: CInt
  private var chunk: [UInt8] = []
  private var place = 0

  init(_ path: String) throws(CommandError) {
    self.path = path
    file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw CommandError(.noInput, "\(path) cannot be read: \(FileSystem.reason(errno))")
    }
  }

  deinit { FileSystem.close(file) }

  /// The next line without its line feed; nil after the last.
  func next() throws(CommandError) -> String? {
    var line: [UInt8] = []
    while true {
      if place == chunk.count, try !fill() {
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
      }
      let rest = chunk[place...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      line += rest[..<(end ?? rest.endIndex)]
      place = end.map { $0 + 1 } ?? chunk.count
      if end != nil { return String(decoding: line, as: UTF8.self) }
      guard line.count <= Self.longestLine else {
        throw CommandError(.badInput, "\(path) is not text in lines")
      }
    }
  }

  private func fill() throws(CommandError) -> Bool {
    chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    guard count >= 0 else {
      throw CommandError(.noInput, "\(path) cannot be read: \(FileSystem.reason(errno))")
    }
    chunk.removeSubrange(count...)
    place = 0
    return count > 0
  }
}
