import Exports
import MediaTypes
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct GoldenTests {
  @Test(arguments: [
    (
      ExportFormat.webVTT,
      """
      WEBVTT

      1
      00:00:00.000 --> 00:00:02.036
      Gulls, "loud"

      2
      00:00:02.036 --> 00:00:02.069
      shot 2

      3
      00:00:02.069 --> 00:00:10.010
      =SUM(A1) --&gt; &lt;i&gt;&amp;amp;&lt;/i&gt;

      """
    ),
    (
      .subRip,
      """
      1
      00:00:00,000 --> 00:00:02,036
      Gulls, "loud"
      A pier. Rain.

      2
      00:00:02,036 --> 00:00:02,069
      shot 2

      3
      00:00:02,069 --> 00:00:10,010
      =SUM(A1) --› ‹i>&amp;‹/i>


      """
    ),
    (
      .ffmetadata,
      """
      ;FFMETADATA1

      [CHAPTER]
      TIMEBASE=1/1000
      START=0
      END=2036
      title=Gulls, "loud"

      [CHAPTER]
      TIMEBASE=1/1000
      START=2036
      END=2069
      title=shot 2

      [CHAPTER]
      TIMEBASE=1/1000
      START=2069
      END=10010
      title=\\=SUM(A1) --> <i>&amp\\;</i>

      """
    ),
    (
      .edl,
      """
      TITLE: Harbour & Co
      FCM: DROP FRAME

      001  HARBOURF B     C        00:59:58;00 01:00:00;01 00:59:58;00 01:00:00;01
      * FROM CLIP NAME: Gulls, "loud"
      * SOURCE FILE: harbour film.mp4
      * COMMENT: A pier. Rain.

      002  HARBOURF B     C        01:00:00;01 01:00:00;02 01:00:00;01 01:00:00;02
      * FROM CLIP NAME: shot 2
      * SOURCE FILE: harbour film.mp4

      003  HARBOURF B     C        01:00:00;02 01:00:08;00 01:00:00;02 01:00:08;00
      * FROM CLIP NAME: =SUM(A1) --> <i>&amp;</i>
      * SOURCE FILE: harbour film.mp4


      """
    ),
    (.qpFile, "0 I -1\n61 I -1\n62 I -1\n"),
  ])
  func `a small list is written like this`(format: ExportFormat, text: String) throws {
    #expect(try Example.text(format) == text)
  }

  @Test func `Shotlog's own line is written like this`() throws {
    let lines = try Example.text(.jsonLines).split(separator: "\n")
    #expect(
      lines[1] == """
        {"number":2,"kind":"shot","title":"","start":3.4353666666666665,"end":3.4687333333333332,\
        "duration":0.03336666666666667,"start_from_zero":2.0353666666666665,"end_from_zero":2.0687333333333333,\
        "start_ticks":309183,"end_ticks":312186,"time_base":"1/90000","first_frame":61,"last_frame":61,\
        "confidence":1}
        """)
  }

  @Test func `FCPXML is put together as Final Cut Pro expects it`() throws {
    let elements = try Parsed.xml(try Example.text(.fcpxml))
    func first(_ name: String) throws -> Parsed.Element {
      try #require(elements.first { $0.name == name })
    }
    #expect(try first("fcpxml").attributes == ["version": "1.10"])
    #expect(
      try first("format").attributes == [
        "id": "r1", "frameDuration": "1001/30000s", "width": "1920", "height": "1080",
      ])
    #expect(
      try first("asset").attributes == [
        "id": "r2", "name": "harbour film.mp4", "start": "107939832/30000s",
        "duration": "300300/30000s",
        "hasVideo": "1", "videoSources": "1", "format": "r1", "hasAudio": "1", "audioSources": "1",
        "audioChannels": "2", "audioRate": "48000",
      ])
    #expect(
      try first("media-rep").attributes == [
        "kind": "original-media", "src": "file:///films/harbour%20film.mp4",
      ])
    #expect(
      try first("sequence").attributes == [
        "format": "r1", "duration": "300300/30000s", "tcStart": "107939832/30000s",
        "tcFormat": "DF",
        "audioLayout": "stereo", "audioRate": "48k",
      ])
    let clips = elements.filter { $0.name == "asset-clip" }
    #expect(
      clips[0].parents == ["fcpxml", "library", "event", "project", "sequence", "spine"])
    #expect(
      clips[1].attributes == [
        "ref": "r2", "offset": "108000893/30000s", "name": "shot 2", "start": "108000893/30000s",
        "duration": "1001/30000s", "format": "r1", "tcFormat": "DF",
      ])
    #expect(try first("note").text == "A pier.\nRain.")
  }

  @Test(arguments: [
    ("film.mp4", "FILM    "), ("Łódź – night.mov", "DNIGHT  "), ("very-long_name.mkv", "VERYLONG"),
    ("字幕.mp4", "AX      "), ("", "AX      "), (".hidden", "HIDDEN  "),
  ])
  func `reels have eight columns`(name: String, reel: String) throws {
    var source = Example.film
    source.name = name
    let lines = try Export(Example.entries, of: source, as: .edl).text.split(separator: "\n")
    #expect(lines[2].hasPrefix("001  \(reel) B     C"))
  }
}
