/// A colour of sRGB, each part from 0 to 1.
struct Colour: Equatable {
  var red, green, blue: Double

  static let black = Colour(red: 0, green: 0, blue: 0)

  init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// By hue in degrees, and saturation and lightness from 0 to 1.
  init(hue: Double, saturation: Double, lightness: Double) {
    let chroma = (1 - abs(2 * lightness - 1)) * saturation
    func part(_ offset: Double) -> Double {
      let place = (hue + offset).truncatingRemainder(dividingBy: 360)
      let turn = (place < 0 ? place + 360 : place) / 60
      return lightness - chroma / 2 + chroma * min(1, max(0, abs(turn - 3) - 1))
    }
    self.init(red: part(0), green: part(240), blue: part(120))
  }

  /// How bright it looks beside white, nearly as WCAG reckons it.
  var luminance: Double { 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue }

  func mixed(with other: Colour, _ part: Double) -> Colour {
    Colour(
      red: red + (other.red - red) * part, green: green + (other.green - green) * part,
      blue: blue + (other.blue - blue) * part)
  }

  /// The same hue, no brighter than that.
  func dimmed(to most: Double) -> Colour {
    luminance <= most ? self : Colour.black.mixed(with: self, (most / luminance).squareRoot())
  }

  /// The same hue, no darker than that.
  func lit(to least: Double) -> Colour {
    var part = 0.0
    let white = Colour(red: 1, green: 1, blue: 1)
    while mixed(with: white, part).luminance < least, part < 1 { part += 0.05 }
    return mixed(with: white, part)
  }
}
