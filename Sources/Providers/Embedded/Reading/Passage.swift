internal import MediaTypes
internal import Models

/// A stretch of a clip and everything that is known of it.
struct Passage {
  /// What kind of stretch it is.
  enum Kind {
    case clip, chapter, segment, shot, speech, screen, stretch
  }

  /// What kind of stretch it is.
  let kind: Kind
  /// Its number among its kind, from 1.
  let number: Int
  /// What is known; a stretch of several segments is put together like one.
  let content: ClipSegment

  /// From when to when.
  var range: TimeRange { content.range }
  /// What was measured.
  var facts: SegmentFacts { content.facts }
  /// What is said.
  var speech: [WordLine] { content.speech }
  /// Each text on the screen once, in the order in which they come.
  var screenTexts: [String] {
    var seen: Set<String> = []
    return content.screen.map(\.text).filter { seen.insert($0).inserted }
  }

  /// Names a stretch.
  init(_ kind: Kind, number: Int, _ content: ClipSegment) {
    (self.kind, self.number, self.content) = (kind, number, content)
  }

  /// A stretch without words and facts of its own.
  init(_ kind: Kind, number: Int, _ range: TimeRange) {
    self.init(kind, number: number, ClipSegment(number: number, range: range))
  }

  /// A line as a stretch.
  init(_ kind: Kind, number: Int, _ line: WordLine) {
    var content = ClipSegment(number: number, range: line.range)
    if kind == .screen { content.screen = [line] } else { content.speech = [line] }
    self.init(kind, number: number, content)
  }

  /// Several segments put together.
  init(
    _ kind: Kind, number: Int, _ segments: some Sequence<ClipSegment>, range: TimeRange,
    chapter: String? = nil
  ) {
    var content = ClipSegment(number: number, range: range, chapter: chapter)
    var power = WeightedMean()
    for segment in segments {
      let facts = segment.facts
      content.facts.shots.appendShots(facts.shots)
      content.facts.black.appendStretches(facts.black)
      content.facts.frozen.appendStretches(facts.frozen)
      content.facts.silent.appendStretches(facts.silent)
      content.facts.damaged.appendStretches(facts.damaged)
      content.speech.appendLines(segment.speech)
      content.screen.appendLines(segment.screen)
      if let loudness = facts.loudness {
        power.add(Decibels.power(loudness), weight: segment.range.seconds)
      }
    }
    content.facts.loudness = power.value.map(Decibels.level)
    self.init(kind, number: number, content)
  }

  /// The part of it that lies in a stretch.
  func part(_ kind: Kind, number: Int, _ range: TimeRange) -> Passage {
    var part = ClipSegment(number: number, range: range, chapter: content.chapter)
    part.facts.loudness = facts.loudness
    part.facts.shots = facts.shots.around(range, \.range).filter { $0.range.meets(range) }
    part.facts.black = facts.black.around(range, \.self).compactMap { $0.cut(to: range) }
    part.facts.frozen = facts.frozen.around(range, \.self).compactMap { $0.cut(to: range) }
    part.facts.silent = facts.silent.around(range, \.self).compactMap { $0.cut(to: range) }
    part.facts.damaged = facts.damaged.around(range, \.self).compactMap { $0.cut(to: range) }
    part.speech = speech.around(range, \.range).filter { $0.range.meets(range) }
    part.screen = content.screen.around(range, \.range).filter { $0.range.meets(range) }
    return Passage(kind, number: number, part)
  }
}

extension TimeRange {
  /// Whether they share an instant, or one begins where the other, empty one, lies.
  func meets(_ other: TimeRange) -> Bool {
    start < other.end && other.start < end || start == other.start
  }

  /// What of it lies in the other; nil if nothing does.
  func cut(to other: TimeRange) -> TimeRange? {
    let (first, last) = (max(start, other.start), min(end, other.end))
    return first < last ? TimeRange(first, upTo: last) : nil
  }
}

extension Array {
  /// What might meet a range, of things that are ordered by their starts and hardly overlap.
  fileprivate func around(
    _ range: TimeRange, _ place: (Element) -> TimeRange
  ) -> ArraySlice<Element> {
    func count(where isBefore: (Element) -> Bool) -> Int {
      var (low, high) = (0, self.count)
      while low < high {
        let middle = (low + high) / 2
        if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let first = count { place($0).start < range.start }
    let end = count { place($0).start < range.end }
    return self[Swift.max(0, first - 8)..<Swift.min(self.count, Swift.max(first, end) + 1)]
  }
}

extension [ShotFacts] {
  /// A shot that a border of segments cut becomes one again.
  fileprivate mutating func appendShots(_ shots: [ShotFacts]) {
    for shot in shots {
      guard shot.opening == nil, let before = last, before.range.end == shot.range.start else {
        append(shot)
        continue
      }
      let isLonger = shot.range.seconds > before.range.seconds
      var joined = isLonger ? shot : before
      joined.opening = before.opening
      joined.range = TimeRange(before.range.start, upTo: shot.range.end)
      self[count - 1] = joined
    }
  }
}

extension [TimeRange] {
  /// A stretch that a border of segments cut becomes one again.
  fileprivate mutating func appendStretches(_ stretches: [TimeRange]) {
    for stretch in stretches {
      if let before = last, before.end == stretch.start {
        self[count - 1] = TimeRange(before.start, upTo: stretch.end)
      } else {
        append(stretch)
      }
    }
  }
}

extension [WordLine] {
  /// A line that lies in several segments comes once.
  fileprivate mutating func appendLines(_ lines: [WordLine]) {
    for line in lines where !suffix(8).contains(line) { append(line) }
  }
}
