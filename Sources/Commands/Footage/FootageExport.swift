internal import Exports

/// Lists as files for other programs.
enum FootageExport {
  /// The whole file.
  static func bytes(
    _ entries: [ExportEntry], _ source: ExportSource, _ format: ExportFormat
  ) throws(CommandError) -> [UInt8] {
    do {
      return Array(try Export(entries, of: source, as: format).text.utf8)
    } catch {
      throw CommandError(
        .unsupported, error.description, advice: "json, csv and vtt need no frame rate")
    }
  }
}
