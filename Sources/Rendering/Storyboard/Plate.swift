internal import MediaTypes

/// The ground of a scene, larger than the film, so that a camera can move over it.
struct Plate {
  let picture: Picture

  /// How much larger it is than the film.
  static let surplus = 1.16

  private static func layout(width: Int, height: Int) -> Picture.Layout {
    func side(_ side: Int) -> Int { min(32768, Int((Double(side) * surplus).rounded(.up))) }
    return Picture.Layout(.rgb24, width: side(width), height: side(height))
  }

  /// Paints a ground in the palette's colours: a slope of them with soft lights on it.
  init(_ palette: Palette, width: Int, height: Int, seed: UInt64, _ scene: Int) {
    var dice = Dice(seed: seed, "plate \(scene)")
    let layout = Self.layout(width: width, height: height)
    let lights = [palette.glow, palette.middle, palette.glow].map { Light($0, &dice) }
    let (slopeX, slopeY) = (dice.number(in: -0.5...0.5), dice.number(in: 0.5...0.9))
    let noise = dice.next()
    let aspect = Double(layout.width) / Double(layout.height)
    picture = Self.painted(layout, noise: noise) { x, y in
      let slope = min(1, max(0, 0.5 + (x - 0.5) * slopeX + (y - 0.5) * slopeY))
      var colour = palette.middle.mixed(with: palette.deep, slope * slope * (3 - 2 * slope))
      for light in lights { light.fall(on: &colour, x: x, y: y, aspect: aspect) }
      return colour
    }
  }

  /// Covers the ground with a picture, darkened so that letters stand on it.
  init(_ reference: Picture, width: Int, height: Int) {
    var picture = reference.covering(Self.layout(width: width, height: height))
    let (columns, rows) = (picture.layout.width, picture.layout.height)
    for y in 0..<rows {
      let far = abs(2 * Double(y) / Double(rows) - 1)
      // Darkest behind the text, and nowhere bright enough to take the eye from it.
      let kept = Int(256 * (0.42 + 0.2 * far * far))
      for place in 3 * columns * y..<3 * columns * (y + 1) {
        picture.pixels[place] = UInt8(Int(picture.pixels[place]) * kept / 256)
      }
    }
    self.picture = picture
  }

  /// Calls for each pixel's colour by its place from 0 to 1, and rounds it with noise: smooth slopes would show steps.
  private static func painted(
    _ layout: Picture.Layout, noise: UInt64, _ colour: (Double, Double) -> Colour
  ) -> Picture {
    var picture = Picture(layout)
    var place = 0
    for row in 0..<layout.height {
      let y = Double(row) / Double(layout.height)
      for column in 0..<layout.width {
        let here = colour(Double(column) / Double(layout.width), y)
        let random = Dice.mixed(noise &+ UInt64(place))
        let grain = Double(random >> 40) / 0x1p24
        picture.pixels[place] = UInt8(min(255, max(0, here.red * 254 + grain)))
        picture.pixels[place + 1] = UInt8(min(255, max(0, here.green * 254 + grain)))
        picture.pixels[place + 2] = UInt8(min(255, max(0, here.blue * 254 + grain)))
        place += 3
      }
    }
    return picture
  }

  /// A soft round light.
  private struct Light {
    let colour: Colour
    let x, y, radius, strength: Double

    init(_ colour: Colour, _ dice: inout Dice) {
      self.colour = colour
      (x, y) = (dice.number(in: -0.05...1.05), dice.number(in: -0.05...1.05))
      (radius, strength) = (dice.number(in: 0.45...0.8), dice.number(in: 0.5...0.9))
    }

    func fall(on ground: inout Colour, x: Double, y: Double, aspect: Double) {
      let (across, down) = ((x - self.x) * max(1, aspect), (y - self.y) * max(1, 1 / aspect))
      let reach = radius * max(1, aspect, 1 / aspect) * 0.75
      let near = 1 - (across * across + down * down) / (reach * reach)
      guard near > 0 else { return }
      ground = ground.mixed(with: colour, near * near * strength)
    }
  }
}
