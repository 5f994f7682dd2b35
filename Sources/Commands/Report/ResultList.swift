internal import FoundationEssentials
internal import JSON
internal import Reports

/// The results that were named on the command line.
struct ResultList {
  /// Each result, in the order in which they were named.
  private(set) var items: [ResultItem] = []
  /// Whether they are one document, which becomes one page.
  private(set) var isSingle = false
  /// The folder of the first.
  private(set) var folder = "."

  private let limits: ReportLimits

  init(_ arguments: Arguments, _ console: Console, _ limits: ReportLimits) throws(CommandError) {
    self.limits = limits
    for (place, name) in arguments.positionals.enumerated() {
      if place == 0, name != "-" {
        folder = FileSystem.isFolder(name) ? name : Self.folder(of: name)
      }
      try add(name, console)
    }
    isSingle = isSingle && items.count == 1
    if items.isEmpty {
      throw CommandError(
        ReportError(.empty, "there is no result in it"), of: arguments.positionals[0])
    }
  }

  private mutating func add(_ name: String, _ console: Console) throws(CommandError) {
    if name == "-" {
      try add(
        try ResultBytes.of(console.input, limits), named: "standard input", folder: ".",
        path: nil)
    } else if FileSystem.isFolder(name) {
      let list = "\(name)/batch.jsonl"
      guard FileSystem.isFile(list) else {
        throw CommandError(
          .noInput, "\(name) holds no batch.jsonl, so no batch wrote it",
          advice: "name the results in it: \(name)/*.json")
      }
      try add(try bytes(of: list), named: list, folder: name, path: nil)
    } else if name.lowercased().hasSuffix(".jsonl") {
      try add(try bytes(of: name), named: name, folder: Self.folder(of: name), path: nil)
    } else {
      // Read when its turn comes.
      guard FileSystem.exists(name) else {
        throw CommandError(ReportError(.unreadable, "there is no such file"), of: name)
      }
      isSingle = true
      items.append(
        ResultItem(
          title: name, folder: Self.folder(of: name), source: nil, place: .file(name)))
    }
  }

  private func bytes(of path: String) throws(CommandError) -> [UInt8] {
    do {
      return try ResultBytes.of(path, limits)
    } catch {
      throw CommandError(error, of: path)
    }
  }

  /// Adds a document, or documents on lines, or the lines of a batch.
  private mutating func add(
    _ bytes: [UInt8], named name: String, folder: String, path: String?
  ) throws(CommandError) {
    if let value = try? JSONReader().value(of: bytes), value["status"] == nil {
      isSingle = true
      items.append(
        ResultItem(title: name, folder: folder, source: nil, place: .value(value)))
      return
    }
    var batch = BatchLines(folder: folder)
    for (place, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      let value: JSONValue
      do {
        value = try JSONReader().value(of: line)
      } catch {
        // The last line of a batch that was killed may be cut.
        if place > 0, batch.hasItems { continue }
        throw CommandError(
          ReportError(.notJSON, "line \(place + 1) is no JSON: \(error.message)"), of: name)
      }
      if value["schema"] != nil || value["status"] == nil {
        items.append(
          ResultItem(
            title: "\(name), line \(place + 1)", folder: folder, source: nil,
            place: .value(value)))
      } else {
        batch.add(value)
      }
    }
    items += batch.items
  }

  /// The folder of a file.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
