package import Media
package import MediaTypes

/// How a film is laid out on a sheet of small pictures.
package struct SpriteSettings: Sendable {
  /// How many pictures; nil for about one each half second, no more than a hundred, and rows that are full.
  package var count: Int?
  /// How many in a row; nil for as many as there are rows.
  package var columns: Int?
  /// The longer side of a picture, in pixels.
  package var longestSide = 240

  /// Lays out films as players like it.
  package init() {}

  fileprivate static let mostCounted = 100
}

/// Pictures of a film at even times on one sheet, side by side without anything between them: what players show above
/// their time line.
package struct Spritesheet: Sendable {
  /// A picture on the sheet, and the stretch of the film that it stands for.
  package struct Cell: Sendable, Equatable {
    /// From when, in seconds from the first picture.
    package let start: Ratio
    /// Until when; the next one starts there.
    package let end: Ratio
    /// Its left edge.
    package let x: Int
    /// Its upper edge.
    package let y: Int
  }

  /// The sheet, in RGB.
  package let picture: Picture
  /// The size of each picture on it.
  package let cellSize: (width: Int, height: Int)
  /// The pictures in order.
  package let cells: [Cell]

  /// Draws the sheet of a film; `progress` is told which part of the pictures is there.
  package init(
    of source: MediaSource, _ settings: SpriteSettings = SpriteSettings(),
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption(),
    progress: (Double) -> Void = { _ in }
  ) throws(MediaError) {
    let facts = try MediaDescription(of: source, limits: limits, interruption: interruption)
    let length = (facts.video?.common.duration ?? facts.containerDuration)?.seconds
    let most = max(1, settings.count ?? Self.count(forSeconds: length))
    let cell = Self.cellSize(of: facts.video?.uprightSize ?? (16, 9), settings.longestSide)
    let columns = max(1, min(most, settings.columns ?? Self.columns(for: most)))
    let rows = (most + columns - 1) / columns
    let count = settings.count == nil ? rows * columns : most
    guard columns * cell.width <= 32768, rows * cell.height <= 32768,
      columns * cell.width * rows * cell.height <= 1 << 27
    else { throw MediaError(.invalidRequest, "such a sheet would be too large to be drawn") }
    var sheet = Picture(
      Picture.Layout(.rgb24, width: columns * cell.width, height: rows * cell.height))
    let (drawn, span) = try Self.draw(
      source, count: count, cell: cell, onto: &sheet, columns: columns, limits: limits,
      interruption: interruption, progress: progress)
    cells = (0..<drawn).compactMap { number in
      guard let start = Ratio(Int64(number), Int64(count))?.multiplied(by: span),
        let end = Ratio(Int64(number + 1), Int64(count))?.multiplied(by: span)
      else { return nil }
      return Cell(
        start: start, end: end, x: number % columns * cell.width, y: number / columns * cell.height)
    }
    (picture, cellSize) = (sheet, cell)
  }

  /// Puts the pictures into their places, and tells how many there are and how long the film is.
  private static func draw(
    _ source: MediaSource, count: Int, cell: (width: Int, height: Int), onto sheet: inout Picture,
    columns: Int, limits: MediaLimits, interruption: Interruption, progress: (Double) -> Void
  ) throws(MediaError) -> (drawn: Int, span: Ratio) {
    for plan in [SamplingPlan.count(count), .at([0])] {
      var sampler = try FrameSampler<Picture>(
        source, plan, bytesPerDrawing: 3 * cell.width * cell.height, limits: limits,
        interruption: interruption
      ) { decoded throws(MediaError) in
        let frame = decoded.frame
        return try decoded.picture(
          .rgb24, .filling(cell, ofWidth: frame.uprightWidth, height: frame.uprightHeight))
      }
      var (drawn, span) = (0, shortest)
      while let sample = try sampler.next() {
        for instant in sample.instants where drawn < count {
          // The first instant is in the middle of the first part.
          if drawn == 0, let length = instant.multiplied(by: Ratio(2 * Int64(count))) {
            span = max(length, shortest)
          }
          sheet.put(
            sample.drawing, into: cell, left: drawn % columns * cell.width,
            upper: drawn / columns * cell.height)
          drawn += 1
        }
        progress(Double(drawn) / Double(count))
      }
      // A film that does not last has one picture all the same.
      if drawn > 0 { return (drawn, span) }
    }
    throw MediaError(.unreadable, "\(source.name): none of its pictures could be read")
  }

  private static let shortest = Ratio(1, 1000) ?? 1

  private static func count(forSeconds seconds: Double?) -> Int {
    guard let seconds, seconds.isFinite else { return 25 }
    return Int(min(Double(SpriteSettings.mostCounted), max(1, (2 * seconds).rounded(.up))))
  }

  private static func columns(for count: Int) -> Int {
    var columns = 1
    while columns * columns < count { columns += 1 }
    return columns
  }

  /// Even sides, so that no pixel's colour belongs to two pictures.
  private static func cellSize(
    of shape: (width: Int, height: Int), _ side: Int
  ) -> (width: Int, height: Int) {
    let (width, height) = (max(1, shape.width), max(1, shape.height))
    let longest = max(width, height)
    func scaled(_ length: Int) -> Int { max(2, (length * side + longest) / (2 * longest) * 2) }
    return (scaled(width), scaled(height))
  }
}
