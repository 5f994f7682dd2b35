internal import JSON

/// Shotlog's own document: the source, then the ranges, one a line.
struct JSONExport: ExportWriter {
  /// The name and version of the document; the version grows when a reader would have to change.
  static let schema = "shotlog.ranges/1"

  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    let source = list.source
    var members: [JSONValue.Member] = [
      .init("schema", .text(Self.schema)), .init("generator", .text(source.generator)),
    ]
    if let title = source.title { members.append(.init("title", .text(title))) }
    members.append(.init("source", .object(SourceDocument(source).members)))
    try sink(JSONValue.object(members).text.dropLast() + ",\"ranges\":[")
    for place in list.entries.indices {
      try sink((place > 0 ? ",\n" : "\n") + list.document(at: place).text)
    }
    try sink("\n]}\n")
  }
}

/// The ranges of Shotlog's own document, one a line.
struct JSONLinesExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    for place in list.entries.indices { try sink(list.document(at: place).text + "\n") }
  }
}
