package import Media
internal import MediaTypes

/// Joins stretches of videos into one film, to the picture, with their sound.
package struct Supercut: Sendable {
  private let order: SupercutOrder

  /// Plans a film.
  package init(_ order: SupercutOrder) { self.order = order }

  /// Renders the film into an MP4 file, telling which part of it is done.
  ///
  /// A piece that its video does not reach ends with that.
  package func render(
    to path: String, replacing: Bool = false, interruption: Interruption,
    progress: (Double) -> Void = { _ in }
  ) throws(MediaError) -> FilmFacts {
    let settings = try settings(interruption)
    let timing = SupercutTiming(
      order.pieces.map(\.range), rate: settings.rate, longest: order.longest)
    guard timing.count > 0 else {
      throw MediaError(.invalidRequest, "a supercut needs at least one picture")
    }
    var film = try FilmWriter(
      path: path, settings, replacing: replacing, interruption: interruption)
    var done = 0
    for (piece, numbers) in zip(order.pieces, timing.pictures) where !numbers.isEmpty {
      try add(piece, numbers, at: done, timing, to: &film, &done, interruption) {
        progress(Double($0) / Double(timing.count))
      }
    }
    guard done > 0 else {
      throw MediaError(.invalidRequest, "no picture lies in what the supercut is to show")
    }
    let bytes = try film.finish()
    return FilmFacts(
      duration: Ratio(Int64(done)).divided(by: settings.rate) ?? 0, width: settings.width,
      height: settings.height, bytes: bytes)
  }

  private func add(
    _ piece: SupercutOrder.Piece, _ numbers: Range<Int>, at first: Int, _ timing: SupercutTiming,
    to film: inout FilmWriter, _ done: inout Int, _ interruption: Interruption,
    _ progress: (Int) -> Void
  ) throws(MediaError) {
    var pictures = try SupercutPictures(piece, interruption: interruption)
    // Sound is counted from the film's start, so that it keeps step however many pieces there are.
    let zero = timing.samples(before: first)
    var sound = try SupercutSound(
      piece, count: timing.samples(before: first + numbers.count) - zero,
      interruption: interruption)
    for number in 0..<numbers.count {
      guard try pictures.advance(to: timing.middle(ofPicture: number)) else { return }
      try film.add(currentOf: pictures.reader)
      done += 1
      try film.add(sound: try sound.next(upTo: timing.samples(before: done) - zero))
      progress(done)
    }
  }

  private func settings(_ interruption: Interruption) throws(MediaError) -> FilmSettings {
    guard let first = order.pieces.first else {
      throw MediaError(.invalidRequest, "a supercut needs at least one piece")
    }
    let reader = try VideoReader(.path(first.source), interruption: interruption)
    let size = order.size ?? Self.size(of: reader.stream)
    var settings = FilmSettings(
      width: size.width, height: size.height, rate: order.rate ?? Self.rate(of: reader.stream))
    (settings.hasSound, settings.quality) = (true, order.quality)
    return settings
  }

  /// The upright size with square pixels, each side even.
  private static func size(of stream: VideoStream) -> (width: Int, height: Int) {
    let aspect = stream.sampleAspect.value
    let width = Double(stream.width) * max(1, aspect)
    let height = Double(stream.height) / min(1, aspect)
    let isTurned = stream.rotation % 180 != 0
    func even(_ side: Double) -> Int { max(16, Int((side / 2).rounded()) * 2) }
    return isTurned ? (even(height), even(width)) : (even(width), even(height))
  }

  private static func rate(of stream: VideoStream) -> Ratio {
    let rate = stream.averageRate ?? stream.realRate ?? 25
    guard rate >= 1, rate <= 120 else { return 25 }
    // What is counted over a whole file has odd numbers, and means one of a thousandth nearby.
    guard rate.numerator > 240_000 else { return rate }
    return Ratio(Int64((rate.value * 1000).rounded()), 1000) ?? 25
  }
}
