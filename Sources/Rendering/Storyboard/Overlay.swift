internal import MediaTypes
internal import Typesetting

/// What is laid over the ground of a scene: letters, their shadow, and a small bar above them.
struct Overlay {
  /// Where it covers anything.
  private let columns, rows: Range<Int>
  /// Red, green and blue as far as they cover, and how much of the ground still shows: of 255 parts each.
  private let layers: [UInt8]

  /// Where letters and bar are, without their shadow.
  let ink: InkBox

  init(_ text: SetText, _ setter: TypeSetter, _ palette: Palette, width: Int, height: Int) {
    var letters = [UInt8](repeating: 0, count: width * height)
    let bar = Bar(width: width, height: height)
    let ink = setter.draw(
      text, x: width / 2, y: (height + bar.room) / 2, onto: &letters, width: width, height: height)
    let place = bar.place(above: ink, width: width)
    let blur = max(1, Int(text.size / 16))
    let reach = 4 * blur
    let columns =
      max(
        0, min(ink.columns.lowerBound, place.columns.lowerBound) - reach)..<min(
        width, max(ink.columns.upperBound, place.columns.upperBound) + reach)
    let rows = max(0, place.rows.lowerBound - reach)..<min(height, ink.rows.upperBound + reach)
    (self.columns, self.rows) = (columns, rows)
    self.ink = InkBox(
      columns: min(
        ink.columns.lowerBound, place.columns.lowerBound)..<max(
          ink.columns.upperBound, place.columns.upperBound),
      rows: place.rows.lowerBound..<ink.rows.upperBound)
    var cut = rows.flatMap { row in
      letters[row * width + columns.lowerBound..<row * width + columns.upperBound]
    }
    let shadow = Blur.softened(cut, width: columns.count, height: rows.count, radius: blur)
    var layers = [UInt8](repeating: 0, count: 4 * cut.count)
    for (row, y) in rows.enumerated() {
      for (column, x) in columns.enumerated() {
        let pixel = row * columns.count + column
        let isBar = place.columns.contains(x) && place.rows.contains(y)
        if isBar { cut[pixel] = 255 }
        let cover = Double(cut[pixel]) / 255
        let dark = (1 - cover) * 0.5 * Double(shadow[pixel]) / 255
        let colour = isBar ? palette.accent : palette.ink
        let parts = [
          colour.red * cover + palette.shadow.red * dark,
          colour.green * cover + palette.shadow.green * dark,
          colour.blue * cover + palette.shadow.blue * dark, 1 - cover - dark,
        ]
        for (offset, part) in parts.enumerated() { layers[4 * pixel + offset] = UInt8(255 * part) }
      }
    }
    self.layers = layers
  }

  /// Lays it over a picture, so many rows lower and so strong, of 256 parts.
  func lay(onto picture: inout Picture, lowered: Int, strength: Int) {
    guard strength > 0 else { return }
    let (width, height) = (picture.layout.width, picture.layout.height)
    let layers = layers.span
    var pixels = picture.pixels.mutableSpan
    for (row, y) in rows.enumerated() where y + lowered < height {
      var from = 4 * row * columns.count
      var to = 3 * ((y + lowered) * width + columns.lowerBound)
      for _ in columns {
        let hidden = (255 - Int(layers[from + 3])) * strength
        if hidden > 0 {
          for channel in 0..<3 {
            let ground = Int(pixels[to + channel]) * (65280 - hidden)
            let sum = ground + Int(layers[from + channel]) * strength * 255
            pixels[to + channel] = UInt8(truncatingIfNeeded: min(65280 * 255, sum + 32640) / 65280)
          }
        }
        from += 4
        to += 3
      }
    }
  }

  /// The bar above the letters.
  private struct Bar {
    let width, height, gap: Int

    init(width: Int, height: Int) {
      let side = min(width, height)
      (self.width, self.height, gap) = (max(2, side / 11), max(1, side / 150), max(1, side / 18))
    }

    /// What it moves the letters down by.
    var room: Int { height + gap }

    func place(above ink: InkBox, width: Int) -> InkBox {
      let left = (width - self.width) / 2
      let lower = max(height, ink.rows.lowerBound - gap)
      return InkBox(columns: left..<left + self.width, rows: lower - height..<lower)
    }
  }
}
