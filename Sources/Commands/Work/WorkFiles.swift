internal import Analysis
internal import Documents
internal import Exports
internal import JSON
internal import Media
internal import MediaTypes

/// Writes what a result is looked at with: the document, lists for other programs, and a picture of each segment.
struct WorkFiles {
  private static let mostPictures = 500

  let folder: String
  let source: String
  let path: String
  /// What was written, as servers are told of it.
  private(set) var files: [JSONValue] = []

  init(folder: String, source: String, path: String) {
    (self.folder, self.source, self.path) = (folder, source, path)
  }

  mutating func write(
    _ result: AnalysisResult, _ document: JSONValue, interruption: Interruption
  ) throws(CommandError) {
    try add("analysis.json", "application/json", Array(document.text.utf8))
    var entries = AnalysisEntries.entries(of: result)
    let pictures = pictures(of: result, entries, interruption)
    for (place, picture) in pictures.enumerated() {
      guard let picture else { continue }
      entries[place].thumbnail = picture
      try add("segment-\(place + 1).jpg", "image/jpeg", picture.jpeg)
    }
    let origin = ExportSource(result.footage, of: InputName(source))
    for format in ExportFormat.allCases where format != .json {
      // Some need a steady frame rate, which not every video has.
      guard let text = try? Export(entries, of: origin, as: format).text else { continue }
      // Two of them end in "xml".
      let name = format.fileExtension == "xml" ? "segments-\(format.name)" : "segments"
      try add("\(name).\(format.fileExtension)", format.mediaType, Array(text.utf8))
    }
    // A video that was fetched for this task is kept with what came of it.
    if path == "\(folder)/video" { files.append(Self.file("video", "application/octet-stream")) }
  }

  private func pictures(
    of result: AnalysisResult, _ entries: [ExportEntry], _ interruption: Interruption
  ) -> [ExportThumbnail?] {
    let instants = entries.prefix(Self.mostPictures).map {
      result.footage.bestInstant(of: $0.range)
    }
    // A result without pictures is a result.
    return
      (try? Thumbnails(limits: MediaLimits(), interruption: interruption)
      .pictures(of: .path(path), result.footage, at: instants)) ?? []
  }

  private mutating func add(
    _ name: String, _ type: String, _ bytes: [UInt8]
  ) throws(CommandError) {
    try FileSystem.write(bytes, to: "\(folder)/\(name)", replacing: true)
    files.append(Self.file(name, type))
  }

  private static func file(_ name: String, _ type: String) -> JSONValue {
    ["name": .text(name), "type": .text(type), "draft": .text(name)]
  }
}
