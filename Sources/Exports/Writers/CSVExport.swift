internal import JSON

/// A table after RFC 4180 with a line of names.
struct CSVExport: ExportWriter {
  let list: ExportList

  private static let columns = [
    "number", "kind", "title", "start", "end", "duration", "start_from_zero", "end_from_zero",
    "start_ticks", "end_ticks", "time_base", "first_frame", "last_frame", "confidence", "note",
  ]

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let extras = extraColumns
    try sink(Self.row(Self.columns.map(Self.cell) + extras.map(Self.cell)))
    for (place, entry) in list.entries.enumerated() {
      let known = Self.values(list.document(at: place).members)
      let fields = Self.values(entry.fields.map { .init($0.name, $0.value) })
      let cells =
        Self.columns.map { known[$0].map(Self.cell) ?? "" }
        + extras.map { fields[$0].map(Self.cell) ?? "" }
      try sink(Self.row(cells))
    }
  }

  /// The names of the fields, in the order in which they first appear.
  private var extraColumns: [String] {
    var names: Set<String> = []
    return list.entries.flatMap(\.fields).map(\.name).filter { names.insert($0).inserted }
  }

  private static func values(_ members: [JSONValue.Member]) -> [String: JSONValue] {
    Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private static func row(_ cells: [String]) -> String { cells.joined(separator: ",") + "\r\n" }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .text(let text): cell(text)
    case .list, .object: quoted(value.text)
    case .flag, .integer, .number: value.text == "null" ? "" : value.text
    }
  }

  private static func cell(_ text: String) -> String {
    let text = PlainText.lines(text)
    // Spreadsheets run what begins like a formula, whoever wrote it; an apostrophe keeps it words.
    let isFormula = text.first.map { "=+-@\t\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".contains($0) }
    return quoted(isFormula == true ? "'" + text : text)
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "\",\n' ;\t".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
