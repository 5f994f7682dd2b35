import Foundation
import JSON
import TestSupport
import Testing

@testable import Reports

/// Results to draw, with words that are chosen by the test.
enum Results {
  static func span(_ start: Double, _ end: Double) -> [JSONValue.Member] {
    [.init("start_from_zero", .number(start)), .init("end_from_zero", .number(end))]
  }

  static func analysis(segments count: Int, words: String = "Harbour") -> JSONValue {
    let segments = (0..<count).map { place in
      let (start, end) = (Double(place) * 2, Double(place) * 2 + 2)
      let said = JSONValue.text("\(words) said \(place)")
      let line = JSONValue.object(span(start, end) + [.init("text", said)])
      let shot = JSONValue.object(
        span(start, end) + [
          .init("colours", [["colour": "#20406a", "share": 1]]),
          .init("best_frame", ["time_from_zero": .number(start + 0.5)]),
        ])
      return JSONValue.object(
        [.init("number", .integer(Int64(place + 1)))] + span(start, end) + [
          .init("title", .text("\(words) \(place)")), .init("description", .text(words)),
          .init("keywords", [.text(words)]), .init("shots", [shot]), .init("speech", [line]),
          .init("evidence", ["pictures": [["time_from_zero": .number(start + 1)]]]),
        ])
    }
    let length = Double(count) * 2
    return [
      "schema": "shotlog.analysis/1", "generator": .text(words), "source": ["name": .text(words)],
      "video": ["title": .text(words), "duration": .number(length), "width": 640, "height": 360],
      "window": .object(span(0, length)), "model": ["provider": .text(words), "name": "x"],
      "question": ["kind": "prompt", "prompt": .text(words)], "answer": ["text": .text(words)],
      "segments": .list(segments),
    ]
  }

  /// What stands in an element for data.
  static func island(_ name: String, in page: [UInt8]) throws -> (text: String, value: JSONValue) {
    let text = String(decoding: page, as: UTF8.self)
    let start = try #require(text.range(of: "<script type=\"application/json\" id=\"\(name)\">"))
    let end = try #require(text.range(of: "</script>", range: start.upperBound..<text.endIndex))
    let json = String(text[start.upperBound..<end.lowerBound])
    return (json, try JSONReader().value(of: json))
  }

  static func count(_ part: String, in page: [UInt8]) -> Int {
    String(decoding: page, as: UTF8.self).components(separatedBy: part).count - 1
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ReportTests {
  @Test(arguments: [0, 1, 2, 300]) func `every segment is on the page`(count: Int) throws {
    let report = try Report(Results.analysis(segments: count))
    let page = ReportPage(report, pictures: [], video: nil).bytes
    let data = try Results.island("data", in: page).value
    let segments = try #require(data["segments"]?.asList)
    #expect(segments.map { $0["title"]?.asText } == (0..<count).map { "Harbour \($0)" })
    #expect(data["speech"]?.asList?.count == count)
    #expect(data["shots"]?.asList?.count == count)
    #expect(page == ReportPage(report, pictures: [], video: nil).bytes)
  }

  @Test(arguments: 0..<30) func `no words break out of the page`(seed: Int) throws {
    let parts = [
      "</script>", "<script>", "<!--", "]]>", "\"", "'", "&lt;", "\\", "\n", "\u{2028}", "\u{0}",
      "\u{202E}", "</title>", "<img src=x onerror=alert(1)>", "é", "😀", "\u{FFFE}", "{{",
    ]
    var random = SplitMix64(seed: UInt64(seed))
    let words = (0..<12).map { _ in parts[Int.random(in: parts.indices, using: &random)] }.joined()
    let report = try Report(Results.analysis(segments: 3, words: words))
    let page = ReportPage(report, pictures: [], video: "./a.mkv").bytes
    let plain = ReportPage(
      try Report(Results.analysis(segments: 3)), pictures: [], video: "./a.mkv"
    ).bytes
    for mark in ["<script", "</script", "<!--", "<img", "<title", "</title"] {
      #expect(Results.count(mark, in: page) == Results.count(mark, in: plain), "\(mark)")
    }
    let (text, data) = try Results.island("data", in: page)
    #expect(!text.contains("<"))
    #expect(data["talk"]?["answer"]?.asText == words)
    #expect(data["segments"]?.asList?.last?["text"]?.asText == words)
    var library = ReportLibrary(limits: ReportLimits(), count: 1)
    library.add(report, page: library.freeName(for: report), pictures: [])
    library.add(name: words, state: "failed", ReportNote(code: words, message: words))
    let index = try Results.island("data", in: library.page)
    #expect(!index.text.contains("<"))
    #expect(index.value["items"]?.asList?.last?["reason"]?.asText == words)
  }

  @Test(arguments: [
    ("", ReportError.Code.notJSON, ""), ("{", .notJSON, ""), ("[1]", .unknownDocument, ""),
    ("{\"schema\": \"other/1\"}", .unknownDocument, "/schema"),
    ("{\"schema\": \"shotlog.analysis/1\"}", .misshapen, "/video"),
    (
      "{\"schema\": \"shotlog.analysis/1\", \"video\": {}, \"segments\": [{\"number\": 1}]}",
      .misshapen, "/segments/0/start_from_zero"
    ),
    (
      "{\"schema\": \"shotlog.analysis/1\", \"video\": {\"duration\": \"long\"}}", .misshapen,
      "/video/duration"
    ),
    (
      "{\"schema\": \"shotlog.shots/1\", \"source\": {}, \"shots\": [{\"start_from_zero\": 2, "
        + "\"end_from_zero\": 1}]}", .misshapen, "/shots/0/end_from_zero"
    ),
    (
      "{\"schema\": \"shotlog.shots/1\", \"source\": {}, \"shots\": [{\"start_from_zero\": 1e300, "
        + "\"end_from_zero\": 1e301}]}", .misshapen, "/shots/0/start_from_zero"
    ),
    (
      "{\"schema\": \"shotlog.shots/1\", \"source\": {}, \"shots\": [{\"start_from_zero\": 0, "
        + "\"end_from_zero\": 1, \"colours\": [{\"colour\": \"url(//x)\"}]}]}", .misshapen,
      "/shots/0/colours/0/colour"
    ),
  ])
  func `what is no result is refused, and where`(
    text: String, code: ReportError.Code, pointer: String
  ) throws {
    let error = #expect(throws: ReportError.self) { try Report(Array(text.utf8)) }
    #expect(error?.code == code)
    #expect(error?.pointer == pointer)
  }

  @Test func `limits are errors`() throws {
    let document = Results.analysis(segments: 20)
    var limits = ReportLimits()
    limits.things = 30
    #expect(throws: ReportError.self) { try Report(document, limits: limits) }
    limits = ReportLimits()
    limits.documentBytes = 100
    let error = #expect(throws: ReportError.self) {
      try Report(Array(document.text.utf8), limits: limits)
    }
    #expect(error?.code == .tooLarge)
  }

  @Test(arguments: [0, 1, 5000, 60_000, 200_000, 12 << 20])
  func `pictures never exceed their bytes, and come from all over`(bytes: Int) throws {
    let report = try Report(Results.analysis(segments: 40))
    let wishes = PictureWishes(report)
    let plan = wishes.plan(bytes: bytes)
    #expect(plan.times == plan.times.sorted())
    #expect(plan.times.count <= 80)
    let drawn = plan.times.map { time in
      ReportPicture(
        time: time, jpeg: [UInt8](repeating: 0, count: 6000), width: 320, height: 180)
    }
    let taken = wishes.fitting(drawn, bytes: bytes)
    #expect(taken.reduce(0) { $0 + $1.jpeg.count } <= bytes)
    if taken.count > 3 { #expect((taken.last?.time ?? 0) > 40) }
    if bytes > 1 << 20 { #expect(taken.count == 80) }
  }

  @Test func `pages of a library have names of their own that are safe`() throws {
    var library = ReportLibrary(limits: ReportLimits(), count: 8)
    let names = try ["a.mkv", "A.mkv", "x/a.mkv", "../../etc", "", "index.mp4", "日本", "<b>.mp4"]
      .map { library.freeName(for: try Report(Results.analysis(segments: 0, words: $0))) }
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(!names.contains("index.html"))
    for name in names {
      #expect(name.hasSuffix(".html") && !name.contains("/") && !name.hasPrefix("."), "\(name)")
      #expect(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"'&%#?".utf8.contains($0) })
    }
  }

  @Test func `an index says when it holds not all words`() throws {
    let report = try Report(Results.analysis(segments: 50))
    var limits = ReportLimits()
    limits.indexBytes = 500
    var library = ReportLibrary(limits: limits, count: 1)
    library.add(report, page: "a.html", pictures: [])
    #expect(library.isCut)
    #expect(library.page.count < 100_000)
  }

  @Test func `a page allows nothing from outside`() throws {
    let report = try Report(Results.analysis(segments: 1))
    let page = String(
      decoding: ReportPage(report, pictures: [], video: nil).bytes, as: UTF8.self)
    #expect(page.contains("default-src 'none'"))
    #expect(!page.contains("unsafe-inline") && !page.contains("media-src"))
    #expect(!page.contains(" src=\"") && !page.contains("@import"))
  }
}
