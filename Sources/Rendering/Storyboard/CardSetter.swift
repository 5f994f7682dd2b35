internal import Typesetting

/// Sets what the cards say, one card after another.
struct CardSetter {
  private let setter: TypeSetter
  private let box: (width: Int, height: Int)
  private let sizes: ClosedRange<Double>
  /// What is more than this takes too long to be read from one card.
  private static let mostUnits = 170

  init(_ setter: TypeSetter, width: Int, height: Int) {
    self.setter = setter
    box = (width * (height > width ? 84 : 78) / 100, height * 60 / 100)
    let side = Double(min(width, height))
    sizes = max(4, side * 0.04)...max(5, side * (height > width ? 0.115 : 0.15))
  }

  /// A card, or several where a text does not fit on one; none for what cannot be drawn at all.
  func cards(for scene: SceneText, most: Int) -> [(scene: SceneText, text: SetText)] {
    // What comes behind this would not get a card, and takes long to be set.
    let scene = SceneText(
      text: String(scene.text.prefix(2 * Self.mostUnits * most)), isQuote: scene.isQuote)
    return Array(pages(of: scene).prefix(most))
  }

  private func pages(of scene: SceneText) -> [(scene: SceneText, text: SetText)] {
    guard !scene.text.isEmpty else { return [] }
    if units(scene.text) <= Self.mostUnits,
      let set = setter.set(
        scene.text, Self.style(of: scene), width: box.width, height: box.height, sizes: sizes)
    {
      return [(scene, set)]
    }
    let halves = Self.halves(of: scene.text)
    guard halves.count > 1 else { return [] }
    return halves.flatMap { pages(of: SceneText(text: $0, isQuote: scene.isQuote)) }
  }

  private func units(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
  }

  /// Two parts of nearly the same length, parted where the text takes breath or at least at a space.
  static func halves(of text: String) -> [String] {
    let characters = Array(text)
    guard characters.count > 1 else { return [text] }
    let middle = characters.count / 2
    func nearest(_ isGood: (Int) -> Bool, within reach: Int) -> Int? {
      let places = (max(1, middle - reach)..<min(characters.count, middle + reach + 1))
      return places.filter(isGood).min { abs($0 - middle) < abs($1 - middle) }
    }
    let breath: (Int) -> Bool = { place in
      ",;:،؛，；：、—–".contains(characters[place - 1])
    }
    let place =
      nearest(breath, within: characters.count / 4)
      ?? nearest({ characters[$0].isWhitespace }, within: characters.count / 2) ?? middle
    return [characters[..<place], characters[place...]].map { part in
      String(part).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  /// What is said leans, in scripts that know leaning letters.
  private static func style(of scene: SceneText) -> TypeStyle {
    let canLean = scene.text.unicodeScalars.allSatisfy {
      $0.value < 0x530 || !$0.properties.isAlphabetic
    }
    return TypeStyle(
      family: "Open Sans", weight: scene.isQuote ? 600 : 700, isItalic: scene.isQuote && canLean)
  }
}
