/// The folders whose files may be read.
struct FileRoots: Sendable {
  /// The parts of a path byte by byte: characters that look alike are other files.
  private typealias Parts = [[UInt8]]

  /// As they were configured, and as they are without links.
  private let lexical, resolved: [Parts]

  init(_ paths: [String]) {
    lexical = paths.map(Self.parts)
    resolved = paths.compactMap { RegularFile.resolved($0) }.map(Self.parts)
  }

  /// The path without links of a file within a root.
  ///
  /// Nothing in an error tells what there is elsewhere.
  func locate(_ path: String) throws(SourceError) -> String {
    if let found = RegularFile.resolved(path), Self.isWithin(resolved, Self.parts(of: found)) {
      return found
    }
    guard Self.isWithin(lexical + resolved, Self.parts(of: path)) else {
      throw SourceError(.forbidden, "The file is not among those that may be read here.")
    }
    throw SourceError(.notFound, "There is no such file.")
  }

  private static func isWithin(_ roots: [Parts], _ parts: Parts) -> Bool {
    roots.contains { parts.count > $0.count && parts.starts(with: $0) }
  }

  /// As far as they can be told without looking.
  private static func parts(of path: String) -> Parts {
    path.utf8.split(separator: UInt8(ascii: "/")).reduce(into: []) { parts, part in
      switch String(part) {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(Array(part))
      }
    }
  }
}
