internal import MediaTypes
internal import Typesetting

/// A scene that is ready to be shot.
struct StoryboardScene {
  let pictures: Range<Int>
  private let plate: Plate
  private let camera: Camera
  private let overlay: Overlay?

  init(
    _ pictures: Range<Int>, text: SetText?, _ setter: TypeSetter, _ palette: Palette,
    plate: Plate, order: StoryboardOrder, number: Int
  ) {
    (self.pictures, self.plate) = (pictures, plate)
    let (width, height) = (order.width, order.height)
    camera = Camera(over: plate, width: width, height: height, seed: order.seed, number)
    overlay = text.map { Overlay($0, setter, palette, width: width, height: height) }
  }

  /// Shoots one picture of the film; where scenes fade into each other, both are shot.
  ///
  /// Letters come once the scene before is fading out and are gone when the next one comes: two texts over each
  /// other could not be read.
  func shoot(_ number: Int, fade: Int, isLast: Bool, onto picture: inout Picture) {
    let passed = number - pictures.lowerBound
    camera.shoot(
      plate, at: Double(passed + fade) / Double(max(1, pictures.count + 2 * fade - 1)),
      onto: &picture)
    let coming = max(1, min(2 * fade, pictures.count / 3))
    let come = Double(passed + 1) / Double(coming)
    let left = isLast ? 1 : Double(pictures.upperBound - number) / Double(max(1, fade))
    let part = min(1, come, left)
    guard part > 0 else { return }
    let eased = 1 - (1 - part) * (1 - part) * (1 - part)
    let rise = come < 1 ? Int((1 - eased) * Double(picture.layout.height) * 0.025) : 0
    overlay?.lay(onto: &picture, lowered: rise, strength: Int(256 * eased))
  }
}
