public import MediaTypes

/// Reads the lines of text that stand on pictures: titles, captions, burnt-in subtitles, signs.
///
/// First come the places that look like lines of text, at several sizes; each is cut out, freed from what
/// lies behind it, and read with Tesseract in up to four ways until one is sure. What is not sure
/// is not given. Loading languages takes some tenths of a second and some ten megabytes, so keep
/// a reader. It blocks while it reads and belongs to one thread at a time; it starts no threads.
///
/// Measured on 272 pictures with 442 lines of English, 16 to 72 pixels high at 480, 720 and 1080 rows, six
/// faces of DejaVu, drawn onto frames of real footage and saved as JPEG: the share of characters that
/// are wrong or missing, and the share of lines with at most one in five of them.
///
/// | Text | Wrong characters | Lines read |
/// |---|---|---|
/// | title cards of one colour | 0.3 % | 100 % |
/// | over noise | 0.4 % | 100 % |
/// | dark on a light gradient | 1.3 % | 97 % |
/// | in a translucent box on footage | 5 % | 88 % |
/// | lower thirds | 5 % | 91 % |
/// | white with a dark edge on footage | 22 % | 68 % |
/// | yellow with a dark edge on footage | 23 % | 63 % |
/// | white without an edge on footage, often on white | 41 % | 44 % |
///
/// 217 frames of real footage without text gave no line in English, and one when Chinese was asked for.
public struct TextReader: ~Copyable {
  /// What one picture may cost.
  public let limits: ReadingLimits

  private let engine: TextEngine

  /// Loads languages by their names, such as `eng` and `chi_sim`, the likeliest first.
  public init(
    languages: [String], data: LanguageData = .standard, limits: ReadingLimits = ReadingLimits()
  ) throws(ReadingError) {
    guard !languages.isEmpty else {
      throw ReadingError(.invalidRequest, "no language was named")
    }
    let there = data.languages
    for language in languages where !there.contains(language) {
      let list = there.isEmpty ? "none is" : there.joined(separator: ", ")
      throw ReadingError(
        .languageMissing, "there is no language \(language) in \(data.folder); there: \(list)")
    }
    engine = try TextEngine(languages: languages, of: data)
    self.limits = limits
  }

  /// The lines on a grey picture that were read with some certainty, from top to bottom.
  public func lines(in picture: Picture) throws(ReadingError) -> [ReadLine] {
    let plane = try Plane(picture)
    guard plane.samples.count <= limits.pixels else {
      throw ReadingError(
        .limitExceeded,
        "the picture has \(plane.samples.count) pixels, and \(limits.pixels) are allowed")
    }
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    var lines: [ReadLine] = []
    for candidate in Self.candidates(in: plane) {
      let crop = LineCrop(of: candidate, from: plane)
      let words = try words(of: crop, score: candidate.score, by: deadline)
      if WordRules.isLine(words) { lines.append(Self.line(of: words, in: plane)) }
    }
    return lines.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  // What looks less like text is not looked at, nor are more places of one picture.
  private static let leastScore = -2000
  private static let mostCandidates = 48
  // The widths at which lines are looked for, down to where titles fill the picture.
  private static let widest = 960
  private static let narrowest = 200

  /// The places that look like text, the likeliest first, without overlaps.
  private static func candidates(in plane: Plane) -> [LineFinder.Candidate] {
    var all: [LineFinder.Candidate] = []
    var width = min(plane.width, widest)
    repeat {
      let small = plane.narrowed(to: width)
      all += LineFinder.candidates(in: small).lazy.filter { $0.score >= leastScore }
        .map { $0.enlarged(from: small, to: plane) }
      width /= 2
    } while width >= narrowest
    var chosen: [LineFinder.Candidate] = []
    for candidate in all.sorted(by: { $0.score > $1.score })
    where !chosen.contains(where: candidate.covers) {
      chosen.append(candidate)
      if chosen.count == mostCandidates { break }
    }
    return chosen
  }

  // A reading so sure needs no second one.
  private static let enough = 88

  private func words(
    of crop: LineCrop, score: Int, by deadline: ContinuousClock.Instant
  ) throws(ReadingError) -> [TextEngine.Word] {
    var best: [TextEngine.Word] = []
    for way in crop.ways {
      let left = deadline - .now
      guard left > .zero else {
        throw ReadingError(.timedOut, "the picture could not be read in the time allowed")
      }
      let milliseconds = Int(left / .milliseconds(1)) + 1
      let words = WordRules.believed(
        try engine.line(crop.drawn(way), milliseconds: milliseconds)
      ).map { $0.moved(by: crop.place) }
      if WordRules.worth(of: words) > WordRules.worth(of: best) { best = words }
      let length = best.reduce(0) { $0 + $1.text.count }
      if WordRules.confidence(of: best) >= Self.enough, length >= crop.expectedLetters { break }
      // More likely texture: one look is enough.
      if score < -1000 { break }
    }
    return best
  }

  private static func line(of words: [TextEngine.Word], in plane: Plane) -> ReadLine {
    func box(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> ReadLine.Box {
      let (width, height) = (Double(plane.width), Double(plane.height))
      return ReadLine.Box(
        left: Double(left) / width, top: Double(top) / height,
        width: Double(max(0, right - left)) / width, height: Double(max(0, bottom - top)) / height)
    }
    return ReadLine(
      text: WordRules.text(of: words), confidence: Double(WordRules.confidence(of: words)) / 100,
      box: box(
        words.map(\.left).min() ?? 0, words.map(\.top).min() ?? 0, words.map(\.right).max() ?? 0,
        words.map(\.bottom).max() ?? 0),
      words: words.map { word in
        ReadLine.Word(
          text: word.text, confidence: Double(word.confidence) / 100,
          box: box(word.left, word.top, word.right, word.bottom))
      })
  }
}

extension LineFinder.Candidate {
  /// The same place in the picture that the small one was drawn from.
  fileprivate func enlarged(from small: Plane, to plane: Plane) -> Self {
    func scaled(_ range: Range<Int>, _ from: Int, _ to: Int) -> Range<Int> {
      range.lowerBound * to / from..<min(to, (range.upperBound * to + from - 1) / from)
    }
    var copy = self
    copy.columns = scaled(columns, small.width, plane.width)
    copy.rows = scaled(rows, small.height, plane.height)
    return copy
  }

  /// Whether the two share two fifths of the smaller.
  fileprivate func covers(_ other: Self) -> Bool {
    let shared = columns.clamped(to: other.columns).count * rows.clamped(to: other.rows).count
    let smaller = min(columns.count * rows.count, other.columns.count * other.rows.count)
    return shared * 5 > smaller * 2
  }
}

extension TextEngine.Word {
  fileprivate func moved(by place: (Int, Int) -> (x: Int, y: Int)) -> Self {
    let (near, far) = (place(left, top), place(right, bottom))
    return Self(
      text: text, confidence: confidence, left: near.x, top: near.y, right: far.x, bottom: far.y)
  }
}
