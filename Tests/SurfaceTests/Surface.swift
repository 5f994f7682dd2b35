import Foundation
import TestSupport

/// What a module shows to those who import it, a line for each thing.
struct Surface {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder of what was built, also where another scratch path was asked for.
  static let folder =
    Bundle.allBundles.map(\.bundlePath).first { $0.hasSuffix(".xctest") }
    .map { URL(filePath: $0).deletingLastPathComponent().path } ?? Repository.path(".build/debug")

  /// Whether the modules lie where they are looked for.
  static let canBeRead = FileManager.default.fileExists(
    atPath: "\(folder)/Modules/JSON.swiftmodule")

  /// The lines, sorted.
  let lines: [String]

  /// Asks the compiler, which knows what it has built.
  init(of module: String) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    let grounds = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .map { "\(Self.folder)/\($0)/module.modulemap" }
      .filter { FileManager.default.fileExists(atPath: $0) }
      .flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      [
        "swift", "symbolgraph-extract", "-module-name", module, "-I", "\(Self.folder)/Modules",
        "-target", Self.target, "-minimum-access-level", "public", "-skip-synthesized-members",
        "-output-dir", place,
      ] + grounds
    process.standardInput = FileHandle.nullDevice
    let complaints = "\(place)/complaints"
    _ = FileManager.default.createFile(atPath: complaints, contents: nil)
    let words = try FileHandle(forWritingTo: URL(filePath: complaints))
    (process.standardOutput, process.standardError) = (words, words)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: try String(contentsOfFile: complaints, encoding: .utf8))
    }
    var lines: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: place)
    where name.hasPrefix(module) && name.hasSuffix(".symbols.json") {
      let data = try Data(contentsOf: URL(filePath: "\(place)/\(name)"))
      lines.formUnion(try JSONDecoder().decode(Graph.self, from: data).lines)
    }
    self.lines = lines.sorted()
  }

  private static var target: String {
    #if arch(arm64)
    "aarch64-unknown-linux-gnu"
    #else
    "x86_64-unknown-linux-gnu"
    #endif
  }
}

/// The compiler's list of a module's symbols.
private struct Graph: Decodable {
  struct Fragment: Decodable { let spelling: String }
  struct Identifier: Decodable { let precise: String }
  struct Symbol: Decodable {
    let identifier: Identifier
    let pathComponents: [String]
    let declarationFragments: [Fragment]?
  }
  struct Relationship: Decodable {
    let kind: String
    let source: String
    let target: String
    let targetFallback: String?
  }

  let symbols: [Symbol]
  let relationships: [Relationship]

  var lines: [String] {
    let names = Dictionary(
      symbols.map { ($0.identifier.precise, $0.pathComponents.joined(separator: ".")) }
    ) { first, _ in first }
    let declared = symbols.map { symbol in
      let text = (symbol.declarationFragments ?? []).map(\.spelling).joined()
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "\(symbol.pathComponents.joined(separator: "."))    \(text)"
    }
    let conforming = relationships.filter { $0.kind == "conformsTo" }.compactMap { relationship in
      names[relationship.source].map { name in
        "\(name)    : \(names[relationship.target] ?? relationship.targetFallback ?? "?")"
      }
    }
    return declared + conforming
  }
}
