import MediaTypes
import TestSupport
import Testing

@testable import Media

private struct Line: Equatable {
  let start: Double
  let end: Double
  let text: String

  init(_ start: Double, _ end: Double, _ text: String) {
    (self.start, self.end, self.text) = (start, end, text)
  }

  /// To the millisecond.
  init(_ line: TextLine) {
    start = (line.range.start.seconds * 1000).rounded() / 1000
    end = (line.range.end.seconds * 1000).rounded() / 1000
    text = line.text
  }
}

private func lines(_ source: MediaSource, stream: Int? = nil) throws -> [Line] {
  var reader = try TextTrackReader(source, stream: stream)
  var lines: [Line] = []
  while let line = try reader.next() { lines.append(Line(line)) }
  return lines
}

@Suite(.timeLimit(.minutes(40)), .computing) struct TextTrackReaderTests {
  private static let chinese = [
    "第一行字幕。", "春天来了,花开了。\n日本語も一行：こんにちは", "한국어 자막 ，完。",
  ]
  private static let english = [
    "The first line.", "Two lines with a tag\nand the second one.", "Tom & Jerry said: 3 < 4 > 2",
  ]

  @Test func `tracks of Matroska are told apart, on the clock of the pictures`() throws {
    // The file starts 7 ms late, for its sound.
    let times = [(0.207, 1.007), (1.207, 2.507), (3.007, 4.207)]
    let source = fixture("chapters.mkv")
    let english = zip(times, Self.english).map { Line($0.0, $0.1, $1) }
    let chinese = zip(times, Self.chinese).map { Line($0.0, $0.1, $1) }
    #expect(try lines(source, stream: 3) == english)
    #expect(try lines(source, stream: 4) == chinese)
    // It is marked as the default.
    #expect(try lines(source) == chinese)
  }

  @Test(arguments: [(1, english), (2, chinese)])
  func `timed text of MP4 is read`(stream: Int, texts: [String]) throws {
    let times = [(0.2, 1.0), (1.2, 2.5), (3.0, 4.2)]
    let lines = try lines(fixture("mov-text.mp4"), stream: stream)
    #expect(lines == zip(times, texts).map { Line($0.0, $0.1, $1) })
  }

  @Test func `WebVTT inside a file is read`() throws {
    #expect(try lines(fixture("webvtt.webm")).map(\.text) == Self.chinese)
    #expect(try lines(fixture("webvtt.mkv")).map(\.text).prefix(2) == Self.english.prefix(2))
  }

  @Test func `styles, drawings and fields of ASS leave only the words`() throws {
    #expect(
      try lines(fixture("ass-styles.mkv")) == [
        Line(0.2, 1.0, "Bold on top"),
        Line(1.0, 2.0, "First line\nSecond line\nstill the second one"),
        Line(1.5, 2.5, "店の看板, with a comma"),
        Line(2.6, 3.4, "Karaoke ends"),
      ])
  }

  @Test func `SubRip as found in the wild is read`() throws {
    #expect(
      try lines(fixture("sidecar.srt")) == [
        Line(0.2, 1.0, "Bold and red"),
        Line(1.2, 2.5, "First line\nsecond line\nthird line"),
        Line(2.6, 3.1, "这是中文，在上面"),
        Line(3.0, 4.2, "Overlaps & ends: 3 < 4"),
      ])
  }

  @Test func `a WebVTT file with notes and styles is read`() throws {
    #expect(
      try lines(fixture("sidecar.vtt")) == [
        Line(0.2, 1.0, "Hello there"),
        Line(1.2, 2.5, "Two lines with <tags> & more\nand 第二行"),
        Line(3.0, 4.2, "Timed words"),
      ])
  }

  @Test func `wrong bytes become replacement characters, and nothing else is lost`() throws {
    let before = Array("1\n00:00:01,000 --> 00:00:02,000\nCaf".utf8)
    let after = Array(" bien\n\n2\n00:00:03,000 --> 00:00:04,000\nnext 🙂\n".utf8)
    let wrong: [UInt8] = [0xE9, 0x20, 0xF0, 0x9F]
    let expected = [Line(1, 2, "Caf\u{FFFD} \u{FFFD}\u{FFFD} bien"), Line(3, 4, "next 🙂")]
    #expect(try lines(.memory(before + wrong + after)) == expected)
  }

  @Test(arguments: [
    ("<i>a</i>  ", "a"), ("{\\an8}up {\\i1}there", "up there"), ("a {brace} b", "a {brace} b"),
    ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"), ("<font color=\"red\">x</font>y", "xy"),
    ("<c.loud>x</c>", "x"), ("&lt;b&gt;", "<b>"), ("fish &amp; chips", "fish & chips"),
    ("AT&T", "AT&T"), ("tab\there", "tab here"), ("<3", "<3"), ("- Yes.\n- No.", "- Yes.\n- No."),
  ])
  func `markup goes and words stay`(marked: String, plain: String) throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\n\(marked)\n\n"
    #expect(try lines(.memory(Array(text.utf8))).map(\.text) == [plain])
  }

  @Test func `a line without words is no line`() throws {
    let text = """
      1
      00:00:01,000 --> 00:00:02,000
      <i> </i>

      2
      00:00:03,000 --> 00:00:04,000
      here


      """
    #expect(try lines(.memory(Array(text.utf8))) == [Line(3, 4, "here")])
  }

  @Test(arguments: [
    ("{\\p1}m 0 0 l 9 9{\\p0}words", "words"), ("{\\pos(1,2)}words", "words"),
    ("{\\p1\\c&HFF&}m 0 0", ""), ("a\\hb\\Nc\\nd", "a b\nc\nd"), ("{unclosed", "{unclosed"),
    ("\\{kept\\}", "{kept}"), ("one, two, {\\b1}three", "one, two, three"),
  ])
  func `override tags of ASS are taken out`(event: String, plain: String) throws {
    let text = """
      [Script Info]
      ScriptType: v4.00+

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,\(event)
      Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,last

      """
    let expected = plain.isEmpty ? [] : [Line(1, 2, plain)]
    #expect(try lines(.memory(Array(text.utf8))) == expected + [Line(3, 4, "last")])
  }

  @Test func `pictures of words are refused`() throws {
    // Presentation graphics: segments that end a display set, without anything to display.
    let segments = (0..<12).flatMap { number -> [UInt8] in
      [0x50, 0x47, 0, 0, UInt8(number), 0, 0, 0, 0, 0, 0x80, 0, 0]
    }
    let source = MediaSource.memory(segments)
    let texts = try MediaDescription(of: source).texts
    #expect(texts.map(\.isText) == [false])
    for stream in [nil, 0] {
      #expect {
        _ = try TextTrackReader(source, stream: stream)
      } throws: {
        ($0 as? MediaError)?.code == .noTextStream
      }
    }
  }

  @Test(arguments: [nil, 0, 1, 42])
  func `a file without text says so`(stream: Int?) {
    #expect {
      _ = try TextTrackReader(fixture("sound-levels.mkv"), stream: stream)
    } throws: {
      ($0 as? MediaError)?.code == .noTextStream
    }
  }
}
