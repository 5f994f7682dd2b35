internal import FoundationEssentials

/// The folder that pictures are written to, and its list of them.
struct FrameFolder: ~Copyable {
  /// Where it lies.
  let path: String
  private let list: CInt
  private let isReplacing: Bool

  /// Makes the folder; what an earlier run wrote is refused, or removed if `isReplacing`.
  init(_ path: String, isReplacing: Bool) throws(CommandError) {
    try FileSystem.makeFolder(path)
    for name in [Self.listName, Self.partName] where FileSystem.exists("\(path)/\(name)") {
      guard isReplacing else {
        let what = name == Self.listName ? "pictures of an earlier run" : "an unfinished run"
        throw CommandError(
          .noOutput, "\(path) holds \(what) (\(name))",
          advice: "--force replaces it, --out names another folder")
      }
      Self.removePictures(listedIn: "\(path)/\(name)", of: path)
      FileSystem.remove("\(path)/\(name)")
    }
    let list = try FileSystem.create("\(path)/\(Self.partName)", replacing: false)
    (self.path, self.isReplacing, self.list) = (path, isReplacing, list)
  }

  deinit { FileSystem.close(list) }

  /// Writes a picture, then its line.
  func add(_ line: FrameLine, _ bytes: [UInt8]) throws(CommandError) {
    try FileSystem.write(bytes, to: "\(path)/\(line.file)", replacing: isReplacing)
    try OutputStream(list).write(try JSONText.of(line))
  }

  /// Gives the list its final name, by which others know that nothing is missing.
  func finish() throws(CommandError) {
    try FileSystem.rename("\(path)/\(Self.partName)", to: "\(path)/\(Self.listName)")
  }

  private static let listName = "frames.jsonl"
  private static let partName = "frames.jsonl.part"

  /// Only files in this very folder: a list may have been written by anybody.
  private static func removePictures(listedIn list: String, of folder: String) {
    struct Line: Decodable { let file: String }
    guard let text = try? String(contentsOfFile: list, encoding: .utf8) else { return }
    for line in text.split(separator: "\n") {
      guard let name = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)).file,
        name.first?.isNumber == true, !name.contains("/")
      else { continue }
      FileSystem.remove("\(folder)/\(name)")
    }
  }
}
