internal import MediaTypes

extension Spritesheet {
  /// A WebVTT track that names for each stretch of the film its part of the sheet, which lies in `file`.
  package func track(naming file: String) -> String {
    let name = Self.escaped(file)
    return cells.reduce(into: "WEBVTT\n") { track, cell in
      let (start, end) = (Self.milliseconds(cell.start.value), Self.milliseconds(cell.end.value))
      track += "\n\(Self.clock(start)) --> \(Self.clock(max(end, start + 1)))\n"
      track += "\(name)#xywh=\(cell.x),\(cell.y),\(cellSize.width),\(cellSize.height)\n"
    }
  }

  private static func milliseconds(_ seconds: Double) -> Int64 {
    Int64(min(max(0, (seconds * 1000).rounded()), 1e14))
  }

  private static func clock(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    return parts.joined(separator: ":") + "." + padded(milliseconds % 1000, 3)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// A file's name as a part of an address, in which no line ends and nothing begins what a name has no part in.
  private static func escaped(_ file: String) -> String {
    file.utf8.reduce(into: "") { name, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~!$'()*+,;=@/".utf8.contains(byte)
      if isPlain {
        name.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
