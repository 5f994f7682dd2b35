package import Media
internal import MediaTypes
internal import Typesetting

/// Makes a short film of title cards out of words.
package struct Storyboard: Sendable {
  private let order: StoryboardOrder

  /// Plans a film.
  package init(_ order: StoryboardOrder) { self.order = order }

  /// Renders the film into an MP4 file, telling which part of it is done.
  package func render(
    to path: String, replacing: Bool = false, interruption: Interruption,
    progress: (Double) -> Void = { _ in }
  ) throws(MediaError) -> FilmFacts {
    let count = try order.pictureCount()
    var settings = FilmSettings(width: order.width, height: order.height, rate: order.rate)
    settings.hasSound = order.hasTone
    var writer = try FilmWriter(
      path: path, settings, replacing: replacing, interruption: interruption)
    var reel = StoryboardReel(order, pictures: count)
    var tone = ToneTrack(seed: order.seed, reel.starts, rate: order.rate, pictures: count)
    for number in 0..<count {
      try writer.add(reel.picture(number))
      if order.hasTone { try writer.add(sound: tone.samples(forPicture: number)) }
      progress(Double(number + 1) / Double(count))
    }
    let bytes = try writer.finish()
    return FilmFacts(
      duration: Ratio(Int64(count)).divided(by: order.rate) ?? order.seconds, width: order.width,
      height: order.height, bytes: bytes)
  }
}
