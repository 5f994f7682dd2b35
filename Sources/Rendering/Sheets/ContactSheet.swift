package import Media
package import MediaTypes

/// Many small pictures on a large one, a line of words under each, and a headline.
package struct ContactSheet: Sendable {
  /// The size of a picture's place.
  package let cell: (width: Int, height: Int)

  private struct Entry: Sendable {
    let picture: Picture
    let caption: String
  }

  private let width: Int
  private let columns: Int
  private let margin: Int
  private let gap: Int
  private let titleType: Int
  private let captionType: Int
  private var entries: [Entry] = []

  /// Plans a sheet for at most `count` pictures of a shape; nil if those would be too small to see, or
  /// the sheet too large to be drawn.
  package init?(width: Int, columns: Int, count: Int, shapeWidth: Int, shapeHeight: Int) {
    (self.width, self.columns) = (width, columns)
    (margin, gap) = (max(6, width / 64), max(3, width / 128))
    guard columns > 0, shapeWidth > 0, shapeHeight > 0 else { return nil }
    let cellWidth = (width - 2 * margin - (columns - 1) * gap) / columns
    let cellHeight = cellWidth * shapeHeight / shapeWidth
    guard cellWidth >= 64, cellHeight >= 4, cellHeight <= 32768 else { return nil }
    cell = (cellWidth, cellHeight)
    titleType = max(14, width / 50)
    captionType = max(9, min(cellWidth / 18, width / 75))
    let most = height(of: count)
    guard most <= 32768, width * most <= 1 << 27 else { return nil }
  }

  /// The largest size of a shape that fits into a picture's place.
  package func size(ofWidth width: Int, height: Int) -> PictureSize {
    .filling(cell, ofWidth: width, height: height)
  }

  /// Puts an RGB picture into the next place.
  package mutating func add(_ picture: Picture, caption: String) {
    entries.append(Entry(picture: picture, caption: caption))
  }

  /// The finished sheet.
  package func drawn(title: String, details: String) throws(MediaError) -> Picture {
    var sheet = Picture(
      Picture.Layout(.rgb24, width: width, height: min(32768, height(of: entries.count))))
    Self.fill(&sheet)
    var captions: [LabelPainter.Label] = []
    for (place, entry) in entries.enumerated() {
      let left = margin + place % columns * (cell.width + gap)
      let upper = top + place / columns * rowHeight
      sheet.put(entry.picture, into: cell, left: left, upper: upper)
      captions.append(
        .init(entry.caption, x: left + cell.width / 2, y: upper + cell.height + captionType / 3))
    }
    try LabelPainter(typeSize: captionType).paint(captions, onto: &sheet)
    let head = fitted(title, typeSize: titleType)
    try LabelPainter(typeSize: titleType)
      .paint([.init(head, x: width / 2, y: margin)], onto: &sheet)
    let below = LabelPainter.Label(
      fitted(details, typeSize: detailsType), x: width / 2, y: margin + titleType * 3 / 2)
    try LabelPainter(typeSize: detailsType).paint([below], onto: &sheet)
    return sheet
  }

  private var detailsType: Int { max(10, titleType * 2 / 3) }
  private var top: Int { margin + titleType * 3 / 2 + detailsType * 3 / 2 + gap }
  private var rowHeight: Int { cell.height + captionType * 7 / 4 + gap }

  private func height(of count: Int) -> Int {
    top + (count + columns - 1) / columns * rowHeight - gap + margin
  }

  /// The text, its middle left out where it would not fit: both ends of a file's name tell it apart.
  private func fitted(_ text: String, typeSize: Int) -> String {
    // Common letters of the type are little more than half as wide as high.
    let room = max(8, (width - 2 * margin) * 20 / (11 * typeSize))
    guard text.count > room else { return text }
    return "\(text.prefix(room / 2))…\(text.suffix(room - room / 2 - 1))"
  }

  private static func fill(_ sheet: inout Picture) {
    for place in stride(from: 0, to: sheet.pixels.count, by: 3) {
      (sheet.pixels[place], sheet.pixels[place + 1], sheet.pixels[place + 2]) = (24, 25, 28)
    }
  }
}
