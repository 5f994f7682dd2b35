internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation

/// Gathers what was measured, said and named within segments, one after the other in order of time.
struct FactGathering {
  private let footage: Footage
  private var shots: Passing<Shot>
  private var lines: Passing<TextLine>
  private var black: Passing<TimeRange>
  private var frozen: Passing<TimeRange>
  private var silent: Passing<TimeRange>
  private var damaged: Passing<TimeRange>

  init(_ footage: Footage, lines: [TextLine]) {
    self.footage = footage
    shots = Passing(footage.shots, \.range)
    self.lines = Passing(lines, \.range)
    black = Passing(footage.black ?? [], \.self)
    frozen = Passing(footage.frozen ?? [], \.self)
    silent = Passing(footage.sound?.silences ?? [], \.self)
    damaged = Passing(footage.damage.entries.compactMap(\.range), \.self)
  }

  /// What is known of a range that does not begin before the one asked about last.
  mutating func segment(_ range: TimeRange, number: Int) -> ClipSegment {
    var facts = SegmentFacts()
    facts.shots = shots.meeting(range).compactMap { Self.facts(of: $0, in: range) }
    facts.black = black.meeting(range).compactMap { $0.cut(to: range) }
    facts.frozen = frozen.meeting(range).compactMap { $0.cut(to: range) }
    facts.silent = silent.meeting(range).compactMap { $0.cut(to: range) }
    facts.damaged = damaged.meeting(range).compactMap { $0.cut(to: range) }
    facts.loudness = footage.sound?.rms(of: range)
    let speech = lines.meeting(range).compactMap { $0.words(in: range) }
    return ClipSegment(
      number: number, range: range, facts: facts, speech: speech,
      chapter: footage.description.chapters.last { $0.range.start <= range.start }?.title)
  }

  private static func facts(of shot: Shot, in range: TimeRange) -> ShotFacts? {
    shot.range.cut(to: range).map { part in
      ShotFacts(
        range: part, opening: part.start == shot.range.start ? shot.opening?.kind.rawValue : nil,
        motion: ShotFacts.Motion(shot.cues.motion.kind), motionAmount: shot.cues.motion.amount,
        brightness: shot.cues.brightness, sharpness: shot.cues.sharpness,
        colours: shot.cues.colours.map {
          ColourFact(red: $0.red, green: $0.green, blue: $0.blue, share: $0.share)
        },
        bestFrame: part.contains(shot.bestFrame.timestamp) ? shot.bestFrame.timestamp : part.start)
    }
  }
}

extension TextLine {
  /// Its words, on one line, for as long as they last within a range; nil if they lie outside.
  func words(in range: TimeRange) -> WordLine? {
    self.range.cut(to: range).map { part in
      WordLine(
        range: part, text: text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }
}

/// Ranges in order of their starts, of which those that meet a moving window are wanted.
private struct Passing<Element> {
  private let elements: [Element]
  private let range: (Element) -> TimeRange
  private var first = 0

  init(_ elements: [Element], _ range: @escaping (Element) -> TimeRange) {
    self.elements = elements.sorted { range($0).start < range($1).start }
    self.range = range
  }

  mutating func meeting(_ window: TimeRange) -> [Element] {
    while first < elements.count, range(elements[first]).end <= window.start { first += 1 }
    var met: [Element] = []
    for element in elements[first...] {
      guard range(element).start < window.end else { break }
      if range(element).end > window.start { met.append(element) }
    }
    return met
  }
}

extension TimeRange {
  /// The part of it that lies in another; nil if none does.
  func cut(to other: TimeRange) -> TimeRange? {
    let (start, end) = (max(start, other.start), min(end, other.end))
    return start < end ? TimeRange(start, upTo: end) : nil
  }
}

extension ShotFacts.Motion {
  /// The same move in the words of models.
  fileprivate init(_ kind: ShotMotion.Kind) {
    self =
      switch kind {
      case .still: .still
      case .pan: .pan
      case .tilt: .tilt
      case .zoom: .zoom
      case .handheld: .handheld
      }
  }
}
