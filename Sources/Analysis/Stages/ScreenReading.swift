internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Reading
internal import Segmentation

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Reads the text on pictures of each segment: on those that most likely bear some.
struct ScreenReading: Sendable {
  /// The most pictures that are read of one segment.
  private static let mostPictures = 3
  /// Pixels of the longer side of a picture that is read.
  private static let longestSide = 1280
  /// Lines below this certainty are not given.
  private static let leastConfidence = 0.5

  let source: MediaSource
  let footage: Footage
  let index: PacketIndex?
  let languages: [String]
  let limits: MediaLimits
  let interruption: Interruption

  /// What was read on one picture.
  struct Page: Sendable {
    let range: TimeRange
    let lines: [String]
  }

  /// The segments with what stands on the screen in each.
  func segments(
    _ segments: [ClipSegment], kept: KeptFolder?, contentName: String?
  ) throws(ScreenReadingError) -> [ClipSegment] {
    let wanted = segments.map { self.instants(of: $0) }
    let name = contentName.map { self.name(of: wanted, $0) }
    var pages: [Int64: Page] = [:]
    if let name, let known = kept?.bytes(of: name).flatMap(Self.pages) {
      pages = known
    } else {
      pages = try read(wanted.flatMap(\.self))
      if let name { kept?.keep(Self.bytes(pages), as: name) }
    }
    return zip(segments, wanted).map { segment, instants -> ClipSegment in
      var segment = segment
      segment.screen = Self.lines(of: instants.compactMap { pages[$0] }, in: segment.range)
      return segment
    }
  }

  /// The pictures of a segment to read: of each shot the one that most likely bears text, the likeliest first.
  private func instants(of segment: ClipSegment) -> [Int64] {
    guard let glances = footage.glances else {
      let shots = segment.facts.shots.sorted { $0.range.seconds > $1.range.seconds }
      return shots.prefix(Self.mostPictures).map { ticks($0.bestFrame) }.sorted()
    }
    let first = glances.firstPlace { $0.timestamp >= segment.range.start }
    var best: [Int: TextGlance] = [:]
    for glance in glances[first...] {
      guard glance.timestamp < segment.range.end else { break }
      guard glance.likelihood >= TextLikelihood.threshold else { continue }
      let shot = segment.facts.shots.firstIndex { $0.range.contains(glance.timestamp) } ?? -1
      if glance.likelihood > best[shot]?.likelihood ?? 0 { best[shot] = glance }
    }
    let likeliest = best.values.sorted {
      ($1.likelihood, $0.timestamp) < ($0.likelihood, $1.timestamp)
    }
    return likeliest.prefix(Self.mostPictures).map { ticks($0.timestamp) }.sorted()
  }

  private func ticks(_ instant: Timestamp) -> Int64 {
    instant.floored(to: footage.frames.timeBase).ticks
  }

  /// Reads pictures on as many threads as the limits allow, or the machine has cores; each has a reader of its own.
  private func read(_ instants: [Int64]) throws(ScreenReadingError) -> [Int64: Page] {
    let instants = Set(instants).sorted()
    guard !instants.isEmpty else { return [:] }
    let cores = limits.threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let count = min(max(1, cores), instants.count)
    let threads = (0..<count).map { part in
      let share = Array(
        instants[part * instants.count / count..<(part + 1) * instants.count / count])
      return OwnThread { () throws(ScreenReadingError) in try read(inOrder: share) }
    }
    var pages: [Int64: Page] = [:]
    for thread in threads { pages.merge(try thread.value()) { first, _ in first } }
    return pages
  }

  private func read(inOrder instants: [Int64]) throws(ScreenReadingError) -> [Int64: Page] {
    let base = footage.frames.timeBase
    let seconds = instants.map { footage.secondsFromZero(Timestamp($0, base)) }
    let reader = try Self.reading { () throws(ReadingError) in
      try TextReader(languages: languages)
    }
    var sampler = try Self.media { () throws(MediaError) in
      try FrameSampler(
        source, .at(seconds), index: index, workers: 1,
        bytesPerDrawing: Self.longestSide * Self.longestSide, limits: limits,
        interruption: interruption
      ) { frame throws(MediaError) in
        try frame.picture(.gray8, .fitting(longestSide: Self.longestSide))
      }
    }
    var pages: [Int64: Page] = [:]
    while let sample = try Self.media({ () throws(MediaError) in try sampler.next() }) {
      let lines = try Self.reading { () throws(ReadingError) in
        try reader.lines(in: sample.drawing)
      }
      let sure = lines.filter { $0.confidence >= Self.leastConfidence }.map(\.text)
      pages[ticks(sample.frame.timestamp)] = Page(range: sample.frame.range, lines: sure)
    }
    return pages
  }

  private static func media<Value: ~Copyable>(
    _ body: () throws(MediaError) -> Value
  ) throws(ScreenReadingError) -> Value {
    do { return try body() } catch { throw .media(error) }
  }

  private static func reading<Value: ~Copyable>(
    _ body: () throws(ReadingError) -> Value
  ) throws(ScreenReadingError) -> Value {
    do { return try body() } catch { throw .reading(error) }
  }

  /// The lines in order, each once: from where it was read first to where it was read last.
  private static func lines(of pages: [Page], in range: TimeRange) -> [WordLine] {
    var lines: [WordLine] = []
    for page in pages {
      guard let seen = page.range.cut(to: range) else { continue }
      for text in page.lines {
        if let known = lines.firstIndex(where: { $0.text == text }) {
          lines[known].range = TimeRange(
            lines[known].range.start, upTo: max(lines[known].range.end, seen.end))
        } else {
          lines.append(WordLine(range: seen, text: text))
        }
      }
    }
    return lines
  }

  // Kept -------------------------------------------------------------------------------------------

  private func name(of wanted: [[Int64]], _ contentName: String) -> String {
    let words =
      ["screen 1", contentName, languages.joined(separator: "+")]
      + wanted.flatMap(\.self).map { "\($0)" }
    return Digest(of: Array(words.joined(separator: "\0").utf8)).text
  }

  private static func bytes(_ pages: [Int64: Page]) -> [UInt8] {
    let value = JSONValue.list(
      pages.values.sorted { $0.range.start < $1.range.start }.map { page in
        let base = page.range.start.timeBase
        return [
          .integer(page.range.start.ticks), .integer(page.range.end.ticks),
          .integer(Int64(base.numerator)), .integer(Int64(base.denominator)),
          .list(page.lines.map { .text($0) }),
        ]
      })
    return Array(value.text.utf8)
  }

  private static func pages(_ bytes: [UInt8]) -> [Int64: Page]? {
    guard let list = (try? JSONReader().value(of: bytes))?.asList else { return nil }
    var pages: [Int64: Page] = [:]
    for value in list {
      guard let fields = value.asList, fields.count == 5, let start = fields[0].asInteger,
        let end = fields[1].asInteger, start <= end,
        let numerator = fields[2].asInteger.flatMap(Int32.init(exactly:)),
        let denominator = fields[3].asInteger.flatMap(Int32.init(exactly:)),
        let base = TimeBase(numerator, denominator), let lines = fields[4].asList
      else { return nil }
      let range = TimeRange(Timestamp(start, base), upTo: Timestamp(end, base))
      pages[start] = Page(range: range, lines: lines.compactMap(\.asText))
    }
    return pages
  }
}

/// Why the text on pictures could not be read.
enum ScreenReadingError: Error {
  case media(MediaError)
  case reading(ReadingError)
}
