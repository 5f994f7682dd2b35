internal import MediaTypes

extension Picture {
  /// Copies an RGB picture into the middle of a place of this one; what is larger than the place is cut.
  mutating func put(
    _ picture: Picture, into place: (width: Int, height: Int), left: Int, upper: Int
  ) {
    let source = picture.layout
    let (width, height) = (min(source.width, place.width), min(source.height, place.height))
    let x = left + (place.width - width) / 2
    let y = upper + (place.height - height) / 2
    for row in 0..<height {
      let start = 3 * ((y + row) * layout.width + x)
      let line = picture.pixels[3 * row * source.width..<3 * (row * source.width + width)]
      pixels.replaceSubrange(start..<start + 3 * width, with: line)
    }
  }
}

extension PictureSize {
  /// The largest size of a shape that fills a place in one direction and stays inside in the other.
  static func filling(
    _ place: (width: Int, height: Int), ofWidth width: Int, height: Int
  ) -> PictureSize {
    let isWide = width * place.height >= height * place.width
    return isWide
      ? .exact(width: place.width, height: max(1, place.width * height / max(1, width)))
      : .exact(width: max(1, place.height * width / max(1, height)), height: place.height)
  }
}
