internal import Documents
internal import Media
internal import MediaTypes

/// What `split` did, for programs: a line for each segment, and one about the whole.
enum SplitDocument {
  private struct Part: Encodable {
    let kind = "part"
    let number: Int
    /// The file's name; nil if there is none.
    let file: String?
    /// The number of the segment whose file holds this one.
    let inPart: Int?
    let asked: StretchDocument
    let written: StretchDocument?
    let startMoved: Double?
    let endMoved: Double?
    let pictures: Int
    /// How many of them were encoded anew; the others are copies.
    let encodedPictures: Int
    let lostPictures: Int
    let surplusPictures: Int
    let bytes: Int64

    init(_ part: CopiedPart, number: Int, zero: Timestamp) {
      self.number = number
      file = part.path
      inPart = if case .merged(let place) = part.fate { place + 1 } else { nil }
      asked = StretchDocument(part.asked, zero: zero)
      let isWritten = part.fate == .written
      written = isWritten ? StretchDocument(part.written, zero: zero) : nil
      startMoved = isWritten ? part.startMovement.rounded(toPlaces: 6) : nil
      endMoved = isWritten ? part.endMovement.rounded(toPlaces: 6) : nil
      (pictures, encodedPictures) = (part.pictures, part.encodedPictures)
      lostPictures = part.lostPictures
      (surplusPictures, bytes) = (part.surplusPictures, part.bytes)
    }
  }

  private struct Whole: Encodable {
    let kind = "whole"
    let schema = "shotlog.split/1"
    let input: String
    let files: Int
    let container: String
    let droppedStreams: [Int]
    let latePackets: Int
    let damage: [DamageDocument]

    init(_ report: CopyReport, of input: InputName) {
      self.input = input.title
      files = report.parts.count { $0.fate == .written }
      container = report.container.suffix
      (droppedStreams, latePackets) = (report.droppedStreams, report.latePackets)
      damage = report.damage.entries.map(DamageDocument.init)
    }
  }

  /// The lines.
  static func lines(
    _ report: CopyReport, zero: Timestamp, of input: InputName
  ) throws(CommandError) -> [UInt8] {
    var lines: [UInt8] = []
    for (place, part) in report.parts.enumerated() {
      lines += try JSONText.of(Part(part, number: place + 1, zero: zero))
    }
    return lines + (try JSONText.of(Whole(report, of: input)))
  }
}
