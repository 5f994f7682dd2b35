/// The colours of one scene, in which its text can be read.
struct Palette: Equatable {
  /// Of the ground, from its far corner to its near one, and of the light on it.
  let deep, middle, glow: Colour
  /// Of what is small and to be seen.
  let accent: Colour
  /// Of the letters, and of what sets them off.
  let ink, shadow: Colour

  /// White on this is read with ease: a contrast of five to one by WCAG, and a bit.
  private static let brightestGround = 0.13
  private static let darkestGround = 0.52

  /// Takes the colours that the text brings to mind, or any if it brings none.
  init(for text: String, seed: UInt64) {
    var dice = Dice(seed: seed, "palette \(text)")
    let tints = ColourWords.tints(in: text)
    let isLight = tints.first?.isLight ?? false
    let coloured = tints.filter { !$0.isLight }
    let first = tints.first ?? ColourWords.Tint(hue: dice.number(in: 0...360), purity: 0.5)
    let second =
      coloured.first { $0 != first }
      ?? ColourWords.Tint(hue: first.hue + dice.number(in: 18...42), purity: first.purity)
    let third =
      coloured.dropFirst(2).first
      ?? ColourWords.Tint(hue: second.hue + dice.number(in: -70 ... -30), purity: second.purity)
    self.init(first, second, third, isLight: isLight)
  }

  private init(
    _ first: ColourWords.Tint, _ second: ColourWords.Tint, _ third: ColourWords.Tint, isLight: Bool
  ) {
    func colour(_ tint: ColourWords.Tint, _ lightness: Double) -> Colour {
      Colour(hue: tint.hue, saturation: tint.purity, lightness: lightness)
    }
    if isLight {
      deep = colour(first, 0.8).lit(to: Self.darkestGround)
      middle = colour(first, 0.91).lit(to: Self.darkestGround)
      glow = colour(second, 0.88).lit(to: Self.darkestGround)
      accent = Colour(hue: second.hue, saturation: max(0.5, second.purity), lightness: 0.42)
      ink = Colour(hue: first.hue, saturation: 0.4, lightness: 0.13)
      shadow = Colour(red: 1, green: 1, blue: 1)
    } else {
      deep = colour(first, 0.09).dimmed(to: Self.brightestGround)
      middle = colour(first, 0.27).dimmed(to: Self.brightestGround)
      glow = colour(second, 0.42).dimmed(to: Self.brightestGround)
      accent = Colour(hue: third.hue, saturation: max(0.55, third.purity), lightness: 0.66)
      ink = Colour(hue: first.hue, saturation: 0.3, lightness: 0.97)
      shadow = .black
    }
  }

  /// What stands well on a picture that has been darkened.
  static let onPictures = Palette(
    ColourWords.Tint(hue: 40, purity: 0.2), ColourWords.Tint(hue: 40, purity: 0.5),
    ColourWords.Tint(hue: 42, purity: 0.8), isLight: false)
}
