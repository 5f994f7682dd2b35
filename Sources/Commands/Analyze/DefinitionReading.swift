internal import FoundationEssentials
internal import JSON
internal import Models
internal import Services

/// Reads a file of segment definitions, and the pictures beside it that it refers to.
enum DefinitionReading {
  static func definitions(_ path: String) throws(CommandError) -> [SegmentDefinition] {
    let json = try TextFile.json(of: path)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    do {
      return try DefinitionFile.definitions(json) { name, url, base64 in
        picture(name, url.map { $0.hasPrefix("/") ? $0 : folder + $0 }, base64)
      }
    } catch {
      throw .usage("\(path): \(error)", advice: "each needs an id, a description and fields")
    }
  }

  private static func picture(
    _ name: String, _ path: String?, _ base64: String?
  ) -> ReferencePicture? {
    let bytes =
      base64.flatMap { Data(base64Encoded: $0) }.map(Array.init)
      ?? path.flatMap { try? TextFile.bytes(of: $0) }
    guard let bytes, let type = mediaType(bytes) else { return nil }
    return ReferencePicture(name: name, bytes: bytes, mediaType: type)
  }

  /// A picture beside a prompt; a prompt speaks of it by the file's name without its end.
  static func reference(_ path: String) throws(CommandError) -> ReferencePicture {
    let bytes = try TextFile.bytes(of: path)
    guard let type = mediaType(bytes) else {
      throw CommandError(
        .badInput, "\(path): no JPEG, PNG or WebP", advice: "convert the picture to one of them")
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    return ReferencePicture(name: String(stem), bytes: bytes, mediaType: type)
  }

  static func mediaType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      return "image/webp"
    }
    return nil
  }
}
