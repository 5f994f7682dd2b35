/// Chapters as ffmpeg reads them.
struct FFmetadataExport: ExportWriter {
  let list: ExportList

  func write<Failure: Error>(to sink: (String) throws(Failure) -> Void) throws(Failure) {
    try sink(";FFMETADATA1\n")
    for (place, entry) in list.entries.enumerated() {
      let (start, end) = list.clock.milliseconds(of: entry.range)
      let title = Self.escaped(list.title(at: place))
      try sink("\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=\(start)\nEND=\(end)\ntitle=\(title)\n")
    }
  }

  private static func escaped(_ line: String) -> String {
    var escaped = ""
    for scalar in line.unicodeScalars {
      if "=;#\\".unicodeScalars.contains(scalar) { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    // ffmpeg joins lines at any backslash before their end, even at one that another backslash escapes.
    return escaped.hasSuffix("\\") ? escaped + " " : escaped
  }
}
