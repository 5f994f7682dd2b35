/// Reads a manifest item by item: JSON Lines, or a table whose first row names the columns.
package final class ManifestReader {
  private let lines: LineSource
  private let name: String
  private let reading: ManifestLine
  /// The columns of a table; nil for JSON Lines.
  private var columns: [String]?
  private var isBegun = false
  private var number = 0
  private var place = 0
  private var pushedBack: LineSource.Line?

  /// Reads a file; relative paths in it begin at its folder.
  package convenience init(path: String, firstPlace: Int = 0) throws(BatchError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    self.init(
      try LineSource(path: path), name: path, folder: folder.map { $0.isEmpty ? "/" : $0 } ?? "",
      firstPlace: firstPlace, mayBeTable: true)
  }

  /// Reads lines; the first item gets `firstPlace` as its place.
  init(_ lines: LineSource, name: String, folder: String, firstPlace: Int, mayBeTable: Bool) {
    (self.lines, self.name, place) = (lines, name, firstPlace)
    reading = ManifestLine(folder: folder)
    isBegun = !mayBeTable
  }

  /// The next item, or what is wrong with its line; nil at the end.
  package func next() throws(BatchError) -> ItemEntry? {
    if !isBegun { try begin() }
    while let line = try nextLine() {
      let first = number
      guard line.contains(where: { !Self.spaces.contains($0) }) else { continue }
      defer { place += 1 }
      do throws(BatchError) {
        return .item(try item(line))
      } catch {
        guard error.code == .invalidItem else { throw error }
        return .broken(
          source: "\(name):\(first)",
          BatchError(.invalidItem, "line \(first) of \(name): \(error.message)"), .place(place))
      }
    }
    return nil
  }

  private func item(_ line: [UInt8]) throws(BatchError) -> BatchItem {
    guard let columns else { return try reading.item(json: line, mark: .place(place)) }
    return try reading.item(row: try row(from: line), columns: columns, mark: .place(place))
  }

  /// Finds out which of the two it is: a JSON text begins with a brace, and no table needs to.
  private func begin() throws(BatchError) {
    isBegun = true
    while let line = try nextLine() {
      var bytes = line[...]
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      guard let first = bytes.first(where: { !Self.spaces.contains($0) }) else { continue }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "\"") && isJSONText(bytes) {
        pushedBack = LineSource.Line(bytes: Array(bytes), isEnded: true, end: 0)
        number -= 1
        return
      }
      let columns = try row(from: Array(bytes))
      guard columns.contains("source") else {
        throw BatchError(
          .unreadable,
          "\(name) is neither JSON Lines nor a table with a column \"source\"")
      }
      self.columns = columns
      return
    }
  }

  /// Whether a line is one JSON string, as in a list of names, and not a row of quoted fields.
  private func isJSONText(_ bytes: ArraySlice<UInt8>) -> Bool {
    let item = try? reading.item(json: Array(bytes), mark: .place(0))
    return item.map { $0.source != "source" } ?? false
  }

  private func row(from line: [UInt8]) throws(BatchError) -> [String] {
    var row = TableRow()
    var line: [UInt8]? = line
    while let bytes = line {
      if let fields = try row.take(bytes) { return fields }
      line = try nextLine()
    }
    throw BatchError(.invalidItem, "a quote is opened and never closed")
  }

  private func nextLine() throws(BatchError) -> [UInt8]? {
    if let line = pushedBack {
      pushedBack = nil
      number += 1
      return line.bytes
    }
    guard let line = try lines.next() else { return nil }
    number += 1
    return line.bytes
  }

  private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
}
