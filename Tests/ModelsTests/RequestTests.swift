import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct RequestTests {
  private static func time(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds, .milliseconds)
  }

  private static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(time(start), upTo: time(end))
  }

  /// A film that starts at five seconds on its own clock.
  private static var clip: Clip {
    let video = VideoFacts(
      title: "Harbour", zero: time(5000), range: range(5000, 65000), width: 640, height: 360,
      frameRate: 29.97, hasSound: true)
    var facts = SegmentFacts()
    facts.silent = [range(6000, 7500)]
    return Clip(
      video: video, range: range(5000, 25000),
      segments: [
        ClipSegment(
          number: 3, range: range(5000, 15000), facts: facts,
          speech: [WordLine(range: range(8000, 9000), text: "Land ahoy")], chapter: "Arrival"),
        ClipSegment(
          number: 4, range: range(15000, 25000),
          screen: [WordLine(range: range(15000, 16000), text: "PORT")]),
      ],
      pictures: [
        ClipPicture(
          number: 1, segment: 3, timestamp: time(5480), jpeg: [1, 2], width: 64, height: 36),
        ClipPicture(
          number: 2, segment: 4, timestamp: time(20000), jpeg: [3], width: 64, height: 36),
      ])
  }

  private static func words(_ request: ModelRequest) -> [String] {
    request.parts.map { if case .text(let words) = $0 { words } else { "<picture>" } }
  }

  @Test func `every picture stands behind its label, every segment behind its number and times`() {
    let request = ModelRequest(Self.clip, Instruction(.answer(prompt: "What arrives?")))
    #expect(
      Self.words(request) == [
        "Video \"Harbour\": 640x360, 29.97 pictures a second, 0.000–60.000 s, with sound.\n"
          + "You are shown 0.000–20.000 s of it.",
        "Segment 3, 0.000–10.000 s\nChapter: Arrival\nSilent: 1.000–2.500 s\n"
          + "Said, 3.000–4.000 s: Land ahoy",
        "Picture 1, t=0.480 s, segment 3", "<picture>",
        "Segment 4, 10.000–20.000 s\nOn screen, 10.000–11.000 s: PORT",
        "Picture 2, t=15.000 s, segment 4", "<picture>", "What arrives?",
      ])
    #expect(request.pictureCount == 2 && !request.wantsJSON && request.schema == nil)
  }

  @Test(arguments: [(-23.4, true), (-.infinity, false), (.nan, false)] as [(Double, Bool)])
  func `a level is told where there is one`(loudness: Double, isTold: Bool) {
    var clip = Self.clip
    clip.segments[0].facts.loudness = loudness
    let words = Self.words(ModelRequest(clip, Instruction(.describe))).joined()
    #expect(words.contains("Sound: -23 dBFS") == isTold && words.contains("Sound:") == isTold)
  }

  @Test func `the shape of the answer is asked for in words, too`() throws {
    let definition = SegmentDefinition(
      id: "ships", description: "A ship in view",
      fields: [
        SegmentField("name", .string, description: "Its name"),
        SegmentField(
          "kinds", .array(of: .string), description: "Kinds", choices: ["sail", "steam"]),
        SegmentField("seen", .timestamp(.clock), description: "When it is seen first"),
      ])
    let request = ModelRequest(Self.clip, Instruction(.find([definition]), language: "zh-CN"))
    let schema = try #require(request.schema)
    #expect(throws: Never.self) { try JSONSchema(schema.value) }
    let question = try #require(Self.words(request).last)
    #expect(question.contains(schema.value.text) && question.contains("kinds: Kinds"))
    #expect(request.system.contains("zh-CN"))
    let good = try JSONReader().value(
      of: """
        {"ships":[{"start_time":1.5,"end_time":2,
        "metadata":{"name":"Ada","kinds":["sail"],"seen":1.5}}]}
        """)
    #expect(SchemaCheck(schema).complaints(about: good).isEmpty)
  }

  @Test func `every shape of our own keeps to the rules for shapes`() {
    let definition = SegmentDefinition(id: "a", description: "b")
    for task in [Instruction.Task.describe, .find([definition]), .fill(definition)] {
      #expect(throws: Never.self) {
        try JSONSchema(try #require(Instruction(task).schema).value)
      }
    }
  }

  @Test func `tokens of words are guessed from above`() {
    // Counted with the o200k tokenizer: 12, 7 and 12.
    #expect(WordTokens.count("The quick brown fox jumps over the lazy dog near 12 barns.") >= 12)
    #expect(WordTokens.count("敏捷的棕色狐狸") >= 5)
    #expect(WordTokens.count("") == 0)
  }
}
