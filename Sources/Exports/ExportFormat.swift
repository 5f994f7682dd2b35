/// A way to write a list of titled ranges.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// Shotlog's own document.
  case json
  /// The ranges of Shotlog's own document, one a line.
  case jsonLines = "jsonl"
  /// A table, RFC 4180.
  case csv
  /// WebVTT chapters.
  case webVTT = "vtt"
  /// SubRip subtitles.
  case subRip = "srt"
  /// Chapters as ffmpeg reads them.
  case ffmetadata
  /// Chapters as mkvmerge reads them.
  case matroska = "mkvxml"
  /// A CMX 3600 edit decision list.
  case edl
  /// OpenTimelineIO.
  case otio
  /// Final Cut Pro X and later: FCPXML 1.10.
  case fcpxml
  /// Final Cut Pro 7, and Premiere: xmeml 5.
  case xmeml
  /// Key frames for x264 and x265.
  case qpFile = "qp"
  /// A page for people, in one file.
  case html

  /// The name on the command line.
  public var name: String { rawValue }

  /// The usual ending of the file's name, without a dot.
  public var fileExtension: String {
    switch self {
    case .ffmetadata: "ffmeta"
    case .matroska, .xmeml: "xml"
    default: rawValue
    }
  }

  /// The media type of the bytes.
  public var mediaType: String {
    switch self {
    case .json, .otio: "application/json"
    case .jsonLines: "application/jsonl"
    case .csv: "text/csv; charset=utf-8"
    case .webVTT: "text/vtt"
    case .subRip: "application/x-subrip"
    case .matroska, .fcpxml, .xmeml: "application/xml"
    case .html: "text/html; charset=utf-8"
    case .ffmetadata, .edl, .qpFile: "text/plain; charset=utf-8"
    }
  }

  /// Whether times are written as frame numbers, so that the source's rate must be known.
  public var countsFrames: Bool {
    switch self {
    case .edl, .otio, .fcpxml, .xmeml: true
    default: false
    }
  }

  /// Whether frames are numbered like timecode, which knows whole and broadcast rates only.
  var countsTimecode: Bool { self == .edl || self == .xmeml }
}
