import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Providers

/// Knows what may stand in an answer about a clip, without looking at how answers are made.
private struct Truth {
  private let source: String
  private let words: Set<String>
  private let times: Set<String>

  init(_ clip: Clip) {
    let lines = clip.segments.flatMap { $0.speech.map(\.text) }
    let others =
      clip.segments.flatMap { $0.screen.map(\.text) + [$0.chapter ?? ""] } + [
        clip.video.title ?? ""
      ]
    // What is said may be quoted over the border of two lines, with a space or without.
    source =
      lines.joined().filter { !$0.isWhitespace } + "\n"
      + others.map { $0.filter { !$0.isWhitespace } }.joined(separator: "\n")
    var words = Set((lines + others).flatMap(Self.words))
    for phrase in Phrase.allCases {
      words.formUnion(Self.words(in: phrase.wording.english))
      words.formUnion(Self.words(in: phrase.wording.chinese))
    }
    self.words = words.union(["s", "dbfs"])
    var times: Set<String> = []
    func note(_ range: TimeRange) {
      for time in [range.start, range.end] {
        let thousandths = Int(((time.seconds - clip.video.zero.seconds) * 1000).rounded())
        let rest = "\(1000 + thousandths % 1000)".dropFirst()
        times.insert("\(thousandths / 1000).\(rest)")
      }
    }
    note(clip.video.range)
    note(clip.range)
    for segment in clip.segments {
      note(segment.range)
      for line in segment.speech + segment.screen { note(line.range) }
      let facts = segment.facts
      for range in facts.black + facts.frozen + facts.silent + facts.damaged { note(range) }
      for shot in facts.shots { note(shot.range) }
    }
    self.times = times
  }

  /// What of an answer comes from nowhere.
  func inventions(in answer: String) -> [String] {
    var found: [String] = []
    for quotation in answer.split(separator: "“").dropFirst() {
      let quoted = quotation.prefix { $0 != "”" }
      let whole = quoted.hasSuffix("…") ? quoted.dropLast() : quoted
      if !source.contains(whole.filter { !$0.isWhitespace }) { found.append("“\(quoted)”") }
    }
    for word in Self.words(in: answer) where !words.contains(word) {
      if word.allSatisfy({ $0.isNumber }) { continue }
      found.append(word)
    }
    for number in answer.split(whereSeparator: { !$0.isNumber && $0 != "." }) {
      let parts = number.split(separator: ".", omittingEmptySubsequences: false)
      if parts.count == 2, parts[1].count == 3, !times.contains(String(number)) {
        found.append("\(number) s")
      }
    }
    return found
  }

  /// Runs of letters in small letters; characters of Chinese one by one.
  private static func words(in text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      let isHan = character.unicodeScalars.allSatisfy { $0.value >= 0x4E00 && $0.value < 0xA000 }
      if character.isLetter || character.isNumber, !isHan {
        word.append(character)
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        if isHan { words.append(String(character)) }
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct InventionTests {
  private static let syllables = [
    "zor", "kal", "mip", "tun", "gra", "vel", "oth", "rin", "Bex", "quo",
  ]
  private static let characters = ["鲸", "霜", "舟", "鹿", "琴", "塔", "的", "了", "。"]

  private static func line(_ random: inout SplitMix64) -> String {
    if random.next() % 3 == 0 {
      return (0..<3 + random.next() % 9).map { _ in characters[Int(random.next() % 9)] }.joined()
    }
    let words = (0..<1 + random.next() % 12).map { _ in
      (0..<1 + random.next() % 3).map { _ in syllables[Int(random.next() % 10)] }.joined()
    }
    return words.joined(separator: random.next() % 5 == 0 ? ", " : " ")
      + ["", ".", "!", "?"][Int(random.next() % 4)]
  }

  private static func clip(_ random: inout SplitMix64) -> Clip {
    var place: Int64 = 1000
    var segments: [ClipSegment] = []
    for number in 1...Int(1 + random.next() % 9) {
      let start = place
      var shots: [ShotFacts] = []
      for _ in 0..<random.next() % 4 {
        let end = place + 200 + Int64(random.next() % 9000)
        let motions = ShotFacts.Motion.allCases
        shots.append(
          TestClips.shot(
            place, end, opening: random.next() % 2 == 0 ? "cut" : nil,
            motions[Int(random.next() % UInt64(motions.count))],
            amount: Double(random.next() % 100) / 100,
            brightness: Double(random.next() % 101) / 100,
            colour: (
              UInt8(random.next() % 256), UInt8(random.next() % 256), UInt8(random.next() % 256)
            )))
        place = end
      }
      if shots.isEmpty { place += 3000 }
      let range = TestClips.range(start, place)
      func some(_ most: UInt64) -> [WordLine] {
        (0..<random.next() % most).map { _ in WordLine(range: range, text: line(&random)) }
      }
      let middle = TestClips.range(start + 50, start + 150)
      segments.append(
        ClipSegment(
          number: number, range: range,
          facts: TestClips.facts(
            shots, loudness: random.next() % 2 == 0 ? -Double(random.next() % 80) : nil,
            silent: random.next() % 3 == 0 ? [middle] : [],
            black: random.next() % 3 == 0 ? [middle] : [],
            damaged: random.next() % 5 == 0 ? [range] : []),
          speech: some(5), screen: some(3), chapter: random.next() % 3 == 0 ? line(&random) : nil))
    }
    let range = TestClips.range(1000, place)
    return Clip(
      video: VideoFacts(
        title: random.next() % 2 == 0 ? line(&random) : nil, zero: TestClips.time(1000),
        range: range, width: 320, height: 240, frameRate: random.next() % 2 == 0 ? 25 : nil,
        hasSound: random.next() % 4 > 0),
      range: range, segments: segments)
  }

  @Test(arguments: ["en", "zh"])
  func `no word, quotation or time in an answer comes from nowhere`(language: String) throws {
    var random = SplitMix64(seed: language == "en" ? 21 : 22)
    let prompts = [
      "", "Summarize and list the chapters", "What does it look and sound like?",
      "Who speaks zorkal?",
      "transcript, text on screen, title, counts, length, anything frozen?",
    ]
    for turn in 0..<300 {
      let clip = Self.clip(&random)
      let truth = Truth(clip)
      let prompt = prompts[turn % prompts.count]
      let report = EmbeddedModel().answer(
        clip, Instruction(.answer(prompt: prompt), language: language))
      if case .text(let text) = report.content {
        #expect(truth.inventions(in: text) == [], "\(text)")
        #expect(text.count > 40)
      }
      let descriptions = EmbeddedModel().answer(clip, Instruction(.describe, language: language))
      guard case .json(let value) = descriptions.content else { continue }
      for segment in try #require(value["segments"]?.asList) {
        let words =
          [segment["title"], segment["description"]].compactMap { $0?.asText }
          + (segment["keywords"]?.asList ?? []).compactMap(\.asText)
        for text in words { #expect(truth.inventions(in: text) == []) }
        #expect(segment["title"]?.asText?.isEmpty == false)
      }
    }
  }

  @Test func `the same question gives the same bytes`() {
    var random = SplitMix64(seed: 23)
    for _ in 0..<40 {
      let clip = Self.clip(&random)
      for task in [Instruction.Task.describe, .answer(prompt: ""), .answer(prompt: "keywords")] {
        let first = EmbeddedModel().answer(clip, Instruction(task))
        #expect(EmbeddedModel().answer(clip, Instruction(task)) == first)
      }
    }
  }

  @Test func `both languages have the same slots`() {
    for phrase in Phrase.allCases {
      func slots(_ text: String) -> Set<Character?> {
        Set(text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1).map(\.first))
      }
      #expect(slots(phrase.wording.english) == slots(phrase.wording.chinese), "\(phrase)")
      #expect(!phrase.wording.english.isEmpty && !phrase.wording.chinese.isEmpty)
    }
  }
}
