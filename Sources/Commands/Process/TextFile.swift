internal import FoundationEssentials
internal import JSON

/// A file that a user names and that is read whole: a schema, a configuration.
enum TextFile {
  /// More than anybody writes by hand.
  private static let mostBytes = 16 << 20

  /// The JSON in a file.
  static func json(of path: String) throws(CommandError) -> JSONValue {
    let bytes = try bytes(of: path)
    do {
      return try JSONReader().value(of: bytes)
    } catch {
      throw .usage("\(path): \(error)", advice: "it must be JSON")
    }
  }

  /// All that comes through an open file.
  static func bytes(of descriptor: CInt) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try FileSystem.read(descriptor, atMost: 1 << 16)
      guard !piece.isEmpty else { return bytes }
      bytes += piece
      guard bytes.count <= mostBytes else {
        throw CommandError(.limit, "more than \(mostBytes) bytes are too many")
      }
    }
  }

  /// The bytes of a file.
  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    let size = FileSystem.size(of: path) ?? 0
    guard size <= mostBytes else {
      throw CommandError(.limit, "\(path): \(size) bytes are too many for such a file")
    }
    guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
      throw CommandError(
        .noInput, "\(path): cannot be read", advice: "check the spelling of its path")
    }
    return Array(bytes)
  }
}
