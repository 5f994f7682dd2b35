import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct HostileTests {
  private static func clip(saying texts: [String], title: String? = nil) -> Clip {
    let range = TestClips.range(0, 10000)
    let lines = texts.map { WordLine(range: range, text: $0) }
    return Clip(
      video: VideoFacts(
        title: title, zero: TestClips.time(0), range: range, width: 16, height: 16, hasSound: true),
      range: range,
      segments: [
        ClipSegment(number: 1, range: range, speech: lines, screen: lines, chapter: texts.first)
      ])
  }

  private static func texts(_ clip: Clip) -> [String] {
    [Instruction.Task.describe, .answer(prompt: "")].flatMap { task -> [String] in
      switch EmbeddedModel().answer(clip, Instruction(task)).content {
      case .text(let text): return [text]
      case .json(let value):
        return (value["segments"]?.asList ?? []).flatMap { segment in
          ["title", "description"].compactMap { segment[$0]?.asText }
        }
      }
    }
  }

  @Test(arguments: [
    "\u{1B}[31mred\u{7}\u{0}\r\n\nalert", "\u{202E}evil\u{202C} \u{2066}turn\u{2069}",
    "\u{FEFF}\u{200B}zero\u{200F} width\u{AD}", "tag\u{E0041}\u{E007F} line\u{2028}break",
  ])
  func `what steers terminals or turns text does not get through`(text: String) {
    for answer in Self.texts(Self.clip(saying: [text], title: text)) {
      for scalar in answer.unicodeScalars where scalar != "\n" {
        #expect(scalar.properties.generalCategory != .control, "\(scalar.value)")
        #expect(scalar.properties.generalCategory != .format, "\(scalar.value)")
        #expect(scalar.value != 0x2028)
      }
      #expect(!answer.isEmpty)
    }
  }

  @Test func `braces and quotation marks of the clip are left as they are`() {
    let text = Self.texts(Self.clip(saying: ["Use {0|shot|shots} and “{1}”"]))[1]
    #expect(text.contains("Use {0|shot|shots} and “{1}”"))
  }

  @Test func `Arabic and Hebrew are quoted in their own order`() {
    let text = Self.texts(Self.clip(saying: ["مرحبا بالعالم", "שלום עולם"]))
    #expect(text[1].contains("مرحبا بالعالم שלום עולם"))
  }

  @Test(arguments: ["a", "word ", "鲸霜", "e\u{301}\u{302}", "🏴‍☠️", ". "])
  func `a line of a million letters is cut soon`(part: String) {
    let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
    let clip = Self.clip(saying: [text])
    let time = processorTime {
      for task in [Instruction.Task.describe, .answer(prompt: "Summarize")] {
        let finding = EmbeddedModel().answer(clip, Instruction(task))
        if case .text(let answer) = finding.content { #expect(answer.count < 5000) }
      }
    }
    #expect(time < .seconds(20))
  }

  @Test func `numbers that are none break nothing`() {
    var clip = Self.clip(saying: [])
    var shot = TestClips.shot(0, 10000)
    (shot.brightness, shot.sharpness, shot.motionAmount) = (.nan, .infinity, -.infinity)
    shot.colours = [ColourFact(red: 1, green: 2, blue: 3, share: .nan)]
    clip.segments[0].facts = TestClips.facts([shot], loudness: .nan)
    clip.video.frameRate = .infinity
    #expect(Self.texts(clip).allSatisfy { !$0.isEmpty })
    let empty = Clip(video: clip.video, range: clip.range, segments: [])
    #expect(!Self.texts(empty).isEmpty)
  }

  @Test func `prompts of any kind are answered`() {
    for prompt in [String(repeating: "?", count: 100_000), "\u{0}", "“", "{0}", "🎬", "…"] {
      let finding = EmbeddedModel().answer(
        TestClips.harbour, Instruction(.answer(prompt: prompt)))
      if case .text(let text) = finding.content { #expect(text.contains("Summary:")) }
    }
  }
}
