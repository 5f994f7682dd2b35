internal import Media
internal import MediaTypes
internal import Typesetting

/// The pictures of a film of title cards, one after the other.
struct StoryboardReel {
  private struct Card {
    let scene: SceneText
    let text: SetText?
    let pictures: Range<Int>
  }

  private let order: StoryboardOrder
  private let setter = TypeSetter()
  private let cards: [Card]
  /// Half the length of the fade between two scenes.
  private let fade: Int
  private let reference: Plate?
  /// Scenes on show, by number; no more are kept than fade into each other.
  private var scenes: [Int: StoryboardScene] = [:]
  private var current: Picture, next: Picture

  init(_ order: StoryboardOrder, pictures: Int) {
    self.order = order
    let rate = order.rate.value
    let cardSetter = CardSetter(setter, width: order.width, height: order.height)
    // Nobody reads a card in less.
    let most = max(1, Int(Double(pictures) / (1.5 * rate)))
    let told = SceneReader.scenes(of: order.prompt, without: order.negativePrompt)
    var set: [(scene: SceneText, text: SetText)] = []
    for scene in SceneTiming.fitted(told, most: most) where set.count < most {
      set += cardSetter.cards(for: scene, most: most - set.count)
    }
    let ranges = SceneTiming.ranges(of: set.map(\.scene.readingTime), pictures: pictures)
    cards =
      set.isEmpty
      ? [Card(scene: SceneText(text: ""), text: nil, pictures: 0..<pictures)]
      : zip(set, ranges).map { Card(scene: $0.scene, text: $0.text, pictures: $1) }
    let shortest = cards.map(\.pictures.count).min() ?? pictures
    fade = cards.count > 1 ? max(1, min(Int(rate * 0.35), shortest / 5)) : 0
    reference = order.reference.map {
      Plate($0, width: order.width, height: order.height)
    }
    current = Picture(Picture.Layout(.rgb24, width: order.width, height: order.height))
    next = current
  }

  /// The pictures with which scenes begin.
  var starts: [Int] { cards.map(\.pictures.lowerBound) }

  /// The picture of that number; they are asked for in order.
  mutating func picture(_ number: Int) -> Picture {
    let place = cards.firstIndex { $0.pictures.contains(number) } ?? cards.count - 1
    let range = cards[place].pictures
    for known in scenes.keys where known < place - 1 { scenes[known] = nil }
    let last = cards.count - 1
    let scene = scene(place)
    scene.shoot(number, fade: fade, isLast: place == last, onto: &current)
    if number < range.lowerBound + fade, place > 0 {
      let before = self.scene(place - 1)
      before.shoot(number, fade: fade, isLast: false, onto: &next)
      mix(Double(range.lowerBound + fade - number) - 0.5)
    } else if number >= range.upperBound - fade, place + 1 < cards.count {
      let after = self.scene(place + 1)
      after.shoot(number, fade: fade, isLast: place + 1 == last, onto: &next)
      mix(Double(number - range.upperBound + fade) + 0.5)
    }
    return current
  }

  private mutating func scene(_ place: Int) -> StoryboardScene {
    if let known = scenes[place] { return known }
    let card = cards[place]
    let text = card.scene.text
    let source = ColourWords.tints(in: text).isEmpty ? order.prompt : text
    let palette = reference == nil ? Palette(for: source, seed: order.seed) : .onPictures
    let plate =
      reference
      ?? Plate(palette, width: order.width, height: order.height, seed: order.seed, place)
    let scene = StoryboardScene(
      card.pictures, text: card.text, setter, palette, plate: plate, order: order, number: place)
    scenes[place] = scene
    return scene
  }

  /// Lets the other scene show as far as so many pictures of the fade tell.
  private mutating func mix(_ pictures: Double) {
    Self.mix(next, into: &current, share: Int(256 * pictures / Double(2 * fade)))
  }

  private static func mix(_ other: Picture, into picture: inout Picture, share: Int) {
    let other = other.pixels.span
    var pixels = picture.pixels.mutableSpan
    for place in pixels.indices {
      let (here, there) = (Int(pixels[place]), Int(other[place]))
      pixels[place] = UInt8(truncatingIfNeeded: here + ((there - here) * share) >> 8)
    }
  }
}
