import MediaTypes
import Models

/// Clips made by hand, each with words and facts that answers must come from.
enum TestClips {
  static func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds, .milliseconds) }

  static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(time(start), upTo: time(end))
  }

  static func line(_ start: Int64, _ end: Int64, _ text: String) -> WordLine {
    WordLine(range: range(start, end), text: text)
  }

  static func shot(
    _ start: Int64, _ end: Int64, opening: String? = "cut", _ motion: ShotFacts.Motion = .still,
    amount: Double = 0, brightness: Double = 0.5,
    colour: (UInt8, UInt8, UInt8) = (128, 128, 128)
  ) -> ShotFacts {
    ShotFacts(
      range: range(start, end), opening: opening, motion: motion, motionAmount: amount,
      brightness: brightness, sharpness: 0.4,
      colours: [ColourFact(red: colour.0, green: colour.1, blue: colour.2, share: 0.7)],
      bestFrame: time((start + end) / 2))
  }

  static func facts(
    _ shots: [ShotFacts], loudness: Double? = nil, silent: [TimeRange] = [],
    black: [TimeRange] = [], frozen: [TimeRange] = [], damaged: [TimeRange] = []
  ) -> SegmentFacts {
    var facts = SegmentFacts()
    (facts.shots, facts.loudness, facts.silent) = (shots, loudness, silent)
    (facts.black, facts.frozen, facts.damaged) = (black, frozen, damaged)
    return facts
  }

  /// A film of a harbour that starts at five seconds on its own clock, with chapters, subtitles and a title card.
  static let harbour = Clip(
    video: VideoFacts(
      title: "Harbour", zero: time(5000), range: range(5000, 65000), width: 640, height: 360,
      frameRate: 29.97, hasSound: true),
    range: range(5000, 65000),
    segments: [
      ClipSegment(
        number: 1, range: range(5000, 17480),
        facts: facts(
          [
            shot(
              5000, 9000, opening: nil, .pan, amount: 0.05, brightness: 0.2, colour: (20, 40, 120)),
            shot(9000, 17480, .pan, amount: 0.05, brightness: 0.2, colour: (20, 40, 120)),
          ], loudness: -42, silent: [range(5000, 7500)]),
        speech: [
          line(8000, 10000, "The old lighthouse stands above"),
          line(10000, 12000, "the harbour wall."),
          line(13000, 15000, "Every ship looks for the lighthouse."),
        ],
        screen: [line(5000, 8000, "PORT OF CALL")], chapter: "Arrival"),
      ClipSegment(
        number: 2, range: range(17480, 40000),
        facts: facts(
          [shot(17480, 40000, .handheld, amount: 0.8, brightness: 0.9, colour: (240, 240, 240))],
          loudness: -12),
        speech: [
          line(20000, 22000, "Fish market prices rose again this year."),
          line(24000, 26000, "The fish market opens at four."),
        ],
        screen: [line(18000, 39000, "Fish market, 4 am")], chapter: "Market"),
      ClipSegment(
        number: 3, range: range(40000, 65000),
        facts: facts(
          [shot(40000, 65000, brightness: 0.02, colour: (0, 0, 0))], loudness: -80,
          silent: [range(40000, 65000)], black: [range(60000, 65000)], frozen: [range(45000, 60000)]
        ),
        chapter: "Market"),
    ])

  /// A film without sound, words and chapters.
  static let mute = Clip(
    video: VideoFacts(
      zero: time(0), range: range(0, 4_000_000), width: 1080, height: 1920, hasSound: false),
    range: range(0, 4_000_000),
    segments: [
      ClipSegment(
        number: 7, range: range(0, 3_723_040),
        facts: facts([shot(0, 3_723_040, opening: nil, .zoom, amount: 0.7, colour: (200, 30, 30))])),
      ClipSegment(
        number: 8, range: range(3_723_040, 4_000_000),
        facts: facts([
          shot(3_723_040, 3_724_000, colour: (30, 160, 40)),
          shot(3_724_000, 4_000_000, opening: "dissolve", colour: (30, 160, 40)),
        ])),
    ])

  /// A lesson in Chinese.
  static let lesson = Clip(
    video: VideoFacts(
      title: "茶的历史", zero: time(0), range: range(0, 30000), width: 1920, height: 1080,
      frameRate: 25, hasSound: true),
    range: range(0, 30000),
    segments: [
      ClipSegment(
        number: 1, range: range(0, 15000),
        facts: facts([shot(0, 15000, opening: nil, brightness: 0.7)], loudness: -24),
        speech: [
          line(1000, 3000, "茶叶的历史很长。"), line(4000, 7000, "茶叶最早在云南种植，"),
          line(7000, 9000, "后来茶马古道把茶叶带到西藏。"),
        ],
        screen: [line(0, 4000, "第一课")]),
      ClipSegment(
        number: 2, range: range(15000, 30000),
        facts: facts([shot(15000, 30000, brightness: 0.7)], loudness: -24),
        speech: [line(16000, 19000, "茶马古道经过云南的高山。"), line(20000, 23000, "马帮走了一千年。")]),
    ])

  /// A long film of that many segments with two lines each.
  static func long(_ count: Int64) -> Clip {
    let topics = ["engine oil", "brake pads", "spare wheels", "paint work", "seat covers"]
    let segments = (0..<count).map { number in
      let start = number * 4000
      let topic = topics[Int(number) % topics.count]
      return ClipSegment(
        number: Int(number) + 1, range: range(start, start + 4000),
        facts: facts(
          [shot(start, start + 2000), shot(start + 2000, start + 4000)], loudness: -20),
        speech: [
          line(start + 100, start + 1500, "Here we look at the \(topic) of car \(number)."),
          line(
            start + 1600, start + 3500, "Nobody should drive with such \(topic), says the workshop."
          ),
        ],
        screen: [
          line(start, start + 4000, "Car \(number)"), line(start, start + 4000, "WORKSHOP TV"),
        ])
    }
    return Clip(
      video: VideoFacts(
        zero: time(0), range: range(0, count * 4000), width: 1280, height: 720, frameRate: 25,
        hasSound: true),
      range: range(0, count * 4000), segments: segments)
  }
}
