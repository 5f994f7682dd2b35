internal import MediaTypes

/// A list of titled ranges, ready to be written in one format.
///
/// The same list gives the same bytes every time.
public struct Export: Sendable {
  private let writer: any ExportWriter

  /// Prepares the list, in the order given.
  public init(
    _ entries: [ExportEntry], of source: ExportSource, as format: ExportFormat
  ) throws(ExportError) {
    let list = ExportList(source: source, entries: entries)
    switch format {
    case .json: writer = JSONExport(list: list)
    case .jsonLines: writer = JSONLinesExport(list: list)
    case .csv: writer = CSVExport(list: list)
    case .webVTT: writer = WebVTTExport(list: list)
    case .subRip: writer = SubRipExport(list: list)
    case .ffmetadata: writer = FFmetadataExport(list: list)
    case .matroska: writer = MatroskaExport(list: list)
    case .edl: writer = EDLExport(list: list, cut: try Cut(list, as: format))
    case .otio: writer = OTIOExport(list: list, cut: try Cut(list, as: format))
    case .fcpxml: writer = FCPXMLExport(list: list, cut: try Cut(list, as: format))
    case .xmeml: writer = XMEMLExport(list: list, cut: try Cut(list, as: format))
    case .qpFile: writer = try QPFileExport(list)
    case .html: writer = HTMLExport(list: list)
    }
  }

  /// Hands the text over piece by piece, about one for each entry.
  public func write<Failure: Error>(
    to sink: (String) throws(Failure) -> Void
  ) throws(Failure) { try writer.write(to: sink) }

  /// The whole text.
  public var text: String {
    var text = ""
    write { text += $0 }
    return text
  }
}

/// Writes a list in one format.
protocol ExportWriter: Sendable {
  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure)
}
