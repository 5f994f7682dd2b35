package import JSON

extension Report {
  /// Reads a result from its bytes.
  package init(
    _ bytes: [UInt8], limits: ReportLimits = ReportLimits()
  ) throws(ReportError) {
    guard bytes.count <= limits.documentBytes else {
      throw ReportError(
        .tooLarge, "\(bytes.count) bytes are more than \(limits.documentBytes)")
    }
    let document: JSONValue
    do {
      document = try JSONReader().value(of: bytes)
    } catch {
      throw ReportError(.notJSON, "it is no JSON: \(error)")
    }
    try self.init(document, limits: limits)
  }

  /// Reads a result.
  package init(
    _ document: JSONValue, limits: ReportLimits = ReportLimits()
  ) throws(ReportError) {
    guard let schema = document["schema"]?.asText else {
      throw ReportError(.unknownDocument, "it does not say with \"schema\" what it is")
    }
    guard let kind = Kind(rawValue: schema) else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ReportError(
        .unknownDocument, "it is a \"\(schema.prefix(60))\", and known are \(known)", at: "/schema")
    }
    switch kind {
    case .analysis: try self.init(analysis: document)
    case .shots: try self.init(shots: document)
    case .segments: try self.init(segments: document)
    }
    guard things <= limits.things, findings.count <= limits.findings else {
      throw ReportError(
        .tooLarge,
        "\(things) things on \(findings.count) lanes are too many for a page")
    }
  }

  /// Number of things on all lanes.
  private var things: Int {
    segments.count + segments.reduce(0) { $0 + $1.pictures.count } + shots.count + speech.count
      + screen.count + cues.reduce(0) { $0 + $1.spans.count }
      + findings.reduce(0) { $0 + $1.stretches.count }
  }

  /// The name of the video that a document tells of.
  static func name(_ document: JSONValue) throws(ReportError) -> String {
    let name = try document.inside("source") { source throws(ReportError) in
      try source.text("name") ?? ""
    }
    return name ?? ""
  }
}
