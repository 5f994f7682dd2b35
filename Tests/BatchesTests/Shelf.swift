import Foundation

/// A folder that goes when nobody needs it any more.
final class Shelf {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "shotlog-batch-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Puts a file there, and the folders it lies in; gives its path.
  @discardableResult
  func put(_ name: String, _ bytes: [UInt8] = [1]) throws -> String {
    let place = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
    return place.path
  }

  func put(_ name: String, text: String) throws -> String { try put(name, Array(text.utf8)) }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }
}
