package import Media
package import MediaTypes

/// The picture of a film that stands best for it: not black, not blurred, well lit, and of the film's usual colours.
package struct FilmThumbnail: Sendable {
  /// The picture, in RGB.
  package let picture: Picture
  /// When it appears, in seconds from the first picture.
  package let seconds: Double

  private static let candidates = 24
  private static let neighbours = 4
  private static let nearby = Ratio(3, 40)
  private static let smallSide = 192

  /// Looks through a film; the same film gives the same picture.
  package init(
    of source: MediaSource, size: PictureSize = .inside(width: 1920, height: 1920),
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption()
  ) throws(MediaError) {
    let search = Search(source: source, limits: limits, interruption: interruption)
    var found = try search.looks(.count(Self.candidates))
    // A film that does not last has one picture all the same.
    if found.isEmpty { found = try search.looks(.at([0])) }
    let typical = found.map(\.look).palette
    // Beyond what much of the film has, more detail is crowds and leaves, not a better focus.
    let sharpnesses = found.map(\.look.sharpness).sorted()
    let sharp = max(
      (sharpnesses.last ?? 0) / 3,
      sharpnesses.isEmpty ? 0 : sharpnesses[sharpnesses.count * 3 / 4])
    guard var instant = Self.best(found, typical, sharp) else {
      throw MediaError(.unreadable, "\(source.name): it has no picture to choose")
    }
    let around = (-Self.neighbours...Self.neighbours).compactMap { step in
      Self.nearby?.multiplied(by: Ratio(Int64(step)))?.adding(instant)
    }
    // What moves is blurred in one picture and sharp in the next.
    let near = try search.looks(.at(around.filter { $0 >= 0 }))
    instant = Self.best(near, typical, near.map(\.look.sharpness).max() ?? 0) ?? instant
    let (picture, seconds) = try search.picture(at: instant, size)
    (self.picture, self.seconds) = (picture, seconds)
  }

  private static func best(
    _ found: [(instant: Ratio, look: FrameLook)], _ typical: [Double], _ sharp: Double
  ) -> Ratio? {
    found.map { ($0.instant, $0.look.fitness(among: typical, sharp: sharp)) }
      .max { $0.1 < $1.1 }?.0
  }

  private struct Search {
    let source: MediaSource
    let limits: MediaLimits
    let interruption: Interruption

    func looks(_ plan: SamplingPlan) throws(MediaError) -> [(instant: Ratio, look: FrameLook)] {
      var sampler = try FrameSampler<FrameLook>(
        source, plan, bytesPerDrawing: 3 * smallSide * smallSide, limits: limits,
        interruption: interruption
      ) { frame throws(MediaError) in
        FrameLook(try frame.picture(.rgb24, .fitting(longestSide: smallSide)))
      }
      var looks: [(instant: Ratio, look: FrameLook)] = []
      while let sample = try sampler.next() {
        guard let instant = sample.instants.first, !sample.frame.isDamaged else { continue }
        looks.append((instant, sample.drawing))
      }
      return looks
    }

    func picture(
      at instant: Ratio, _ size: PictureSize
    ) throws(MediaError) -> (Picture, seconds: Double) {
      var sampler = try FrameSampler<Picture>(
        source, .at([instant]), drawing: .rgb24, size: size, limits: limits,
        interruption: interruption)
      guard let sample = try sampler.next(), let zero = sampler.zero else {
        throw MediaError(.unreadable, "\(source.name): its picture could not be read again")
      }
      return (sample.drawing, sample.frame.timestamp.seconds(since: zero))
    }
  }
}
