/// Tells from a file's first bytes what it surely is, or is meant to be.
package enum ContentGuess {
  /// Whether it is text, a document, an archive or a photograph.
  package static func isNoVideo(_ path: String) -> Bool {
    guard let first = try? FirstBytes.of(path, atMost: 4096), !first.isEmpty else { return false }
    return marks.contains { first.starts(with: $0) } || isText(first)
  }

  /// Whether it begins as films do: if nothing can be read of it, it is a broken one.
  package static func isMeantAsFilm(_ path: String) -> Bool {
    guard let first = try? FirstBytes.of(path, atMost: 400) else { return false }
    return filmMarks.contains { offset, mark in first.dropFirst(offset).starts(with: mark) }
      || [0, 188, 376].allSatisfy { $0 < first.count && first[$0] == 0x47 }
  }

  /// Whether bytes are text of some length; a character may be cut at their end.
  static func isText(_ bytes: [UInt8]) -> Bool {
    let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
    guard isPlain else { return false }
    return (0...min(3, bytes.count - 1)).contains { cut in
      String(validating: bytes.dropLast(cut), as: UTF8.self) != nil
    }
  }

  private static let filmMarks: [(Int, [UInt8])] = [
    (4, Array("ftyp".utf8)), (4, Array("moov".utf8)), (4, Array("mdat".utf8)),
    (0, [0x1A, 0x45, 0xDF, 0xA3]), (8, Array("AVI ".utf8)), (0, Array("FLV".utf8)),
    (0, Array("OggS".utf8)), (0, [0, 0, 1, 0xBA]), (0, [0, 0, 1, 0xB3]),
    (0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
  ]
  private static let marks: [[UInt8]] = [
    [0xFF, 0xD8, 0xFF], Array("%PDF-".utf8), [0x50, 0x4B, 0x03, 0x04], [0x7F, 0x45, 0x4C, 0x46],
    Array("SQLite format 3".utf8), [0x1F, 0x8B],
  ]
}
