internal import FoundationEssentials
internal import Segmentation

/// A file of what shots are decided by, written while a video is looked at.
final class SignatureFile {
  private let path: String
  private let descriptor: CInt
  private var writer = RecordingWriter()
  private var pending: [UInt8]

  /// Starts the file under a name for unfinished work.
  init(_ path: String, isReplacing: Bool) throws(CommandError) {
    _ = try ResultFile(path, isReplacing: isReplacing)
    self.path = path
    descriptor = try FileSystem.create("\(path).part", replacing: true)
    pending = Array((RecordingWriter.header + "\n").utf8)
  }

  deinit { FileSystem.close(descriptor) }

  /// Adds the next picture.
  func add(_ signature: PictureSignature) throws(CommandError) {
    try write(writer.add(signature))
  }

  /// Writes what is left, and gives the file its name.
  func finish() throws(CommandError) {
    try write(writer.finish())
    try flush()
    try FileSystem.rename("\(path).part", to: path)
  }

  private func write(_ lines: [String]) throws(CommandError) {
    for line in lines { pending += Array((line + "\n").utf8) }
    if pending.count > 1 << 20 { try flush() }
  }

  private func flush() throws(CommandError) {
    try OutputStream(descriptor).write(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Reads a file that was written so, and hands over its signatures one by one.
  static func read(
    _ path: String, _ body: (PictureSignature) -> Void
  ) throws(CommandError) {
    let lines = try LineReader(path)
    var reader = RecordingReader()
    while let line = try lines.next() {
      do {
        if let signature = try reader.read(line) { body(signature) }
      } catch {
        throw CommandError(
          .badInput, "\(path): \(error)", advice: "write it anew with --stats")
      }
    }
  }
}
