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

  /// The bytes of a file.
  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let size = attributes[.size] as? Int ?? 0
      guard size <= mostBytes else {
        throw CommandError(.limit, "\(path): \(size) bytes are too many for such a file")
      }
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(
        .noInput, "\(path): cannot be read", advice: "check the spelling of its path")
    }
  }
}
