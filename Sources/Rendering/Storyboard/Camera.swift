internal import MediaTypes

/// A slow way over a plate: from one cut of it to another.
struct Camera {
  /// A cut of the plate: its upper left corner, and how many of its pixels become one.
  private struct Cut {
    let x, y, scale: Double
  }

  private let start, end: Cut

  init(over plate: Plate, width: Int, height: Int, seed: UInt64, _ scene: Int) {
    var dice = Dice(seed: seed, "camera \(scene)")
    let layout = plate.picture.layout
    let most = min(
      Double(layout.width) / Double(width), Double(layout.height) / Double(height))
    let near = 1 + (most - 1) * 0.25
    let isApproaching = dice.next() % 2 == 0
    func cut(_ scale: Double) -> Cut {
      let (spareX, spareY) = (
        Double(layout.width) - scale * Double(width),
        Double(layout.height) - scale * Double(height)
      )
      return Cut(
        x: spareX * dice.number(in: 0.15...0.85), y: spareY * dice.number(in: 0.15...0.85),
        scale: scale)
    }
    let (wide, close) = (cut(most), cut(near))
    (start, end) = isApproaching ? (wide, close) : (close, wide)
  }

  /// What is seen at a part of the way, from 0 to 1.
  func shoot(_ plate: Plate, at part: Double, onto picture: inout Picture) {
    // Slower at both ends, but never standing still.
    let eased = 0.6 * part + 0.4 * part * part * (3 - 2 * part)
    func between(_ a: Double, _ b: Double) -> Double { a + (b - a) * eased }
    let scale = between(start.scale, end.scale)
    Resampling.draw(
      plate.picture, x: between(start.x, end.x), y: between(start.y, end.y), scale: scale,
      onto: &picture)
  }
}
