import JSON
import MediaTypes
import Models
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct ReportTests {
  private static func report(
    _ prompt: String, _ clip: Clip = TestClips.harbour, language: String? = nil
  ) -> String {
    let finding = EmbeddedModel().answer(
      clip, Instruction(.answer(prompt: prompt), language: language))
    return if case .text(let text) = finding.content { text } else { "" }
  }

  @Test func `a general report names the words, the lines and every start`() {
    let report = Self.report("Tell me everything.")
    for said in TestClips.harbour.segments.flatMap(\.speech) { #expect(report.contains(said.text)) }
    for text in TestClips.harbour.segments.flatMap(\.screen) { #expect(report.contains(text.text)) }
    for start in ["(0.000–12.480 s)", "(12.480–35.000 s)", "(35.000–60.000 s)"] {
      #expect(report.contains(start))
    }
    #expect(
      report.contains("“Harbour”: 1:00 long (60.000 s), 640 × 360 pixels, 29.97 pictures a second"))
    #expect(report.contains("Black at 55.000–60.000 s.\nFrozen at 40.000–55.000 s."))
    #expect(report.hasSuffix("configure a model that sees to ask for that."))
  }

  @Test(arguments: [
    (
      "How loud is it?",
      "How it sounds:\nModerately loud, -16.3 dBFS on average, silent at 0.000–2.500 s, 35.000–60.000 s.",
      "How it looks"
    ),
    (
      "How many shots are there?", "Counted:\n3 segments, 4 shots, 3 changes of shot, 15 s a shot",
      "Timeline"
    ),
    (
      "Which colours and light does it have?", "1. 0:00–0:12 (0.000–12.480 s) Dark, blue, slow pan",
      "What is said"
    ),
    (
      "Transcribe it",
      "0:03–0:07 (3.000–7.000 s) “The old lighthouse stands above the harbour wall.”", "Keywords"
    ),
    (
      "List the text on the slides", "Text on screen:\n0:00–0:03 (0.000–3.000 s) “PORT OF CALL”",
      "Keywords"
    ),
    ("keywords, please", "Keywords:\nfish market, lighthouse", "Timeline"),
    (
      "Make chapters", "Chapters:\n1. 0:00–0:12 (0.000–12.480 s) Arrival\n2. 0:12–1:00",
      "How it sounds"
    ),
    ("Is anything frozen?", "Frozen at 40.000–55.000 s.", "Keywords"),
    ("这段视频有多少个镜头？", "计数：\n3 个片段，4 个镜头，3 次镜头切换", "时间线"),
  ])
  func `a report follows what is asked for`(prompt: String, expected: String, absent: String) {
    let report = Self.report(prompt)
    #expect(report.contains(expected), "\(report)")
    #expect(!report.contains(absent))
    #expect(!report.contains("configure a model"))
  }

  @Test func `what was measured of a mute film is told as such`() {
    let report = Self.report("Give me the chapters and what is said", TestClips.mute)
    #expect(
      report.contains(
        "The file names no chapters; these are its segments.\n7. 0:00–1:02:03 (0.000–3723.040 s)"))
    #expect(report.contains("8. 1:02:03–1:06:40 (3723.040–4000.000 s) Green, static camera."))
    #expect(report.contains("No words are known to be said"))
  }

  @Test func `words of the question are looked up in what is said and written`() {
    let report = Self.report("When does anybody mention ships?")
    #expect(
      report.contains(
        "Where words of the question come up:\n0:08–0:10 (8.000–10.000 s) “Every ship looks for the lighthouse.”"
      ))
    #expect(!report.contains("Timeline:") && !report.contains("What is said:"))
    #expect(Self.report("When does anybody mention whales?").contains("Timeline:"))
    let chinese = Self.report("什么时候提到云南？", TestClips.lesson)
    #expect(chinese.contains("问题中的词出现之处：\n0:04–0:07（4.000–7.000 秒） “茶叶最早在云南种植，”"))
  }

  @Test func `a question that needs eyes is told so`() {
    let report = Self.report("Summarize it. Who is the woman in the red coat?")
    #expect(report.contains("Summary:") && report.contains("configure a model that sees"))
    #expect(!report.lowercased().contains("woman") && !report.contains("coat"))
  }

  @Test func `a summary keeps to the sentences asked for`() {
    let report = Self.report("Summarise it in one sentence")
    #expect(
      report.hasSuffix(
        "Summary:\nThe words that count most: fish market, lighthouse, stands, harbour, wall and ship."
      ))
  }

  @Test func `JSON has a member for each topic`() {
    let finding = EmbeddedModel().answer(
      TestClips.harbour,
      Instruction(.answer(prompt: "keywords, scenes, sound and text on screen"), shape: .json))
    guard case .json(let value) = finding.content else { return }
    #expect(
      value.asMembers?.map(\.name) == ["keywords", "segments", "text_on_screen", "sound"])
    #expect(value["segments"]?.asList?.map { $0["start"]?.asNumber } == [0, 12.48, 35])
    #expect(value["sound"]?["loudness_dbfs"]?.asNumber == -16.3)
  }

  @Test func `an answer that is too long is cut between lines and says so`() {
    let whole = EmbeddedModel().answer(TestClips.harbour, Instruction(.answer(prompt: "")))
    let cut = EmbeddedModel().answer(
      TestClips.harbour, Instruction(.answer(prompt: ""), outputTokens: 200))
    guard case .text(let all) = whole.content, case .text(let part) = cut.content else { return }
    #expect(cut.finish == .length && whole.finish == .stop)
    #expect(all.hasPrefix(part) && WordTokens.count(part) <= 200 && part.count > 200)
  }

  @Test func `notes are put together where nothing else is left`() {
    var clip = TestClips.harbour
    clip.segments = []
    clip.notes = [
      ClipNote(range: TestClips.range(5000, 30000), text: "First half."),
      ClipNote(range: TestClips.range(30000, 65000), text: "Second half."),
    ]
    let text = EmbeddedModel().answer(clip, Instruction(.combine(prompt: "Summarize")))
    #expect(
      text.content
        == .text(
          "“Harbour”: 1:00 long (60.000 s), 640 × 360 pixels, 29.97 pictures a second, with sound, 0 segments.\n\n"
            + "0:00–0:25 (0.000–25.000 s)\nFirst half.\n\n0:25–1:00 (25.000–60.000 s)\nSecond half."
        ))
    clip.segments = TestClips.harbour.segments
    let note = EmbeddedModel().answer(clip, Instruction(.note(prompt: "How loud is it?")))
    #expect(note.content == .text(Self.report("How loud is it?")))
  }
}
