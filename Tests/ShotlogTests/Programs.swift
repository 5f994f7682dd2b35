import Foundation
import TestSupport

/// The programs of a document, as they stand between marks in the file that compiles them.
struct Programs {
  /// The lines of each, in order.
  let texts: [String]

  /// Takes what stands between `// NAME: begin` and `// NAME: end`.
  init(between name: String, in file: String) throws {
    texts = try Self.text(of: file).components(separatedBy: "// \(name): begin\n").dropFirst()
      .compactMap { $0.components(separatedBy: "// \(name): end\n").first }
  }

  /// Those that a document does not show as they are.
  func missing(from document: String) throws -> [String] {
    let shown = try Self.text(of: document)
    return texts.filter { !shown.contains("```swift\nimport Shotlog\n\n\($0)```") }
  }

  private static func text(of file: String) throws -> String {
    try String(contentsOf: Repository.root.appending(path: file), encoding: .utf8)
  }
}
