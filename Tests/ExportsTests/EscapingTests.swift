import JSON
import Exports
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct EscapingTests {
  static let lists: [[String]] =
    [Hostile.known, Hostile.controls]
    + (0..<20).map { seed in
      var random = SplitMix64(seed: UInt64(seed))
      return (0..<40).map { _ in Hostile.title(&random) }
    }

  /// What each title is on one line.
  static func lines(_ titles: [String]) -> [String] {
    titles.enumerated().map { Hostile.line($1, kind: $1, number: $0 + 1) }
  }

  private static func text(_ titles: [String], _ format: ExportFormat) throws -> String {
    let source = Hostile.source(titles.joined(separator: "|"))
    return try Export(Hostile.entries(titles), of: source, as: format).text
  }

  private static func same(_ found: [String], _ titles: [String]) {
    let expected = Self.lines(titles)
    #expect(found.count == expected.count)
    // Byte for byte: strings compare by meaning.
    for (found, expected) in zip(found, expected) {
      #expect(Array(found.utf8) == Array(expected.utf8))
    }
  }

  @Test(arguments: lists) func `no title breaks out of WebVTT`(titles: [String]) throws {
    Self.same(try Parsed.webVTT(try Self.text(titles, .webVTT)).map(\.title), titles)
  }

  @Test(arguments: lists) func `no title breaks out of SubRip`(titles: [String]) throws {
    let text = try Self.text(titles, .subRip)
    #expect(try Parsed.subRip(text).count == titles.count)
    #expect(text.components(separatedBy: "-->").count == titles.count + 1)
    #expect(!text.contains("<") && !text.contains("{") && !text.contains("\r"))
  }

  @Test(arguments: lists) func `no title breaks out of an EDL`(titles: [String]) throws {
    Self.same(try Parsed.edl(try Self.text(titles, .edl)).map(\.title), titles)
  }

  @Test(arguments: lists) func `no title breaks out of Matroska's XML`(titles: [String]) throws {
    Self.same(try Parsed.matroska(try Self.text(titles, .matroska)).map(\.title), titles)
  }

  @Test(arguments: lists) func `no title breaks out of FCPXML`(titles: [String]) throws {
    let elements = try Parsed.xml(try Self.text(titles, .fcpxml))
    let clips = elements.filter { $0.name == "asset-clip" }
    Self.same(clips.compactMap { $0.attributes["name"] }, titles)
    #expect(clips.allSatisfy { $0.parents.last == "spine" })
    #expect(elements.filter { $0.name == "note" }.allSatisfy { $0.parents.last == "asset-clip" })
    #expect(elements.count == 10 + clips.count + elements.count { $0.name == "note" })
  }

  @Test(arguments: lists) func `no title breaks out of xmeml`(titles: [String]) throws {
    let elements = try Parsed.xml(try Self.text(titles, .xmeml))
    let names = elements.filter { $0.name == "name" && $0.parents.last == "clipitem" }
    Self.same(names.map(\.text), titles)
    #expect(elements.filter { $0.name == "clipitem" }.allSatisfy { $0.parents.last == "track" })
  }

  @Test(arguments: lists) func `JSON keeps every title as it is`(titles: [String]) throws {
    struct Document: Decodable {
      struct Range: Decodable {
        let kind, title: String
        let note: String?
        let fields: [String: String]
      }
      let ranges: [Range]
    }
    let text = try Self.text(titles, .json)
    let ranges = try JSONDecoder().decode(Document.self, from: Data(text.utf8)).ranges
    #expect(ranges.count == titles.count)
    for (range, title) in zip(ranges, titles) {
      for words in [range.kind, range.title, range.note, range.fields["plain"]] {
        #expect(words.map { Array($0.utf8) } == Array(title.utf8))
      }
    }
    // One line for each range, whatever is in it; readers that break lines elsewhere agree.
    let lines = try Self.text(titles, .jsonLines).split(separator: "\n")
    #expect(lines.count == titles.count)
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0 == "\u{2028}" })
  }

  @Test(arguments: lists) func `no title breaks out of CSV or runs there`(titles: [String]) throws {
    let rows = try Parsed.csv(try Self.text(titles, .csv))
    #expect(Set(rows.map(\.count)).count == 1)
    let column = try #require(rows[0].firstIndex(of: "title"))
    for (row, title) in zip(rows.dropFirst(), titles) {
      let cell = row[column]
      #expect(cell.unicodeScalars.first.map { !"=+-@\t\r\n".unicodeScalars.contains($0) } ?? true)
      #expect(cell.unicodeScalars.count - title.unicodeScalars.count <= 1)
      #expect(!cell.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
    }
    #expect(rows.count == titles.count + 1)
  }

  @Test(arguments: lists) func `no title breaks out of the page`(titles: [String]) throws {
    let text = try Self.text(titles, .html)
    // As XML it must be whole, once the elements that HTML leaves open are closed.
    let style = try #require(text.range(of: "<style>")).lowerBound
    let styleEnd = try #require(text.range(of: "</style>")).upperBound
    var page = String(text[..<style]) + text[styleEnd...]
    for tag in ["<meta ", "<img "] {
      page = page.components(separatedBy: tag).enumerated().map { place, part in
        guard place > 0, let end = part.firstIndex(of: ">") else { return part }
        return part[..<end] + "/" + part[end...]
      }.joined(separator: tag)
    }
    page = page.replacing("<!DOCTYPE html>", with: "")
    let elements = try Parsed.xml(page)
    let names: Set = [
      "html", "head", "meta", "title", "body", "a", "header", "h1", "p", "span", "ul", "li", "nav",
      "svg",
      "rect", "main", "ol", "article", "b", "h2", "time", "dl", "div", "dt", "dd", "footer",
    ]
    #expect(Set(elements.map(\.name)).isSubset(of: names))
    #expect(
      !elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" } })
    let links = elements.compactMap { $0.attributes["href"] }
    #expect(links.allSatisfy { $0.hasPrefix("#r") })
    Self.same(elements.filter { $0.name == "h2" }.map(\.text), titles)
  }

  @Test(arguments: lists) func `no title breaks out of OTIO`(titles: [String]) throws {
    struct Timeline: Decodable {
      struct Stack: Decodable { let children: [Track] }
      struct Track: Decodable { let children: [Clip] }
      struct Clip: Decodable { let name: String }
      let tracks: Stack
    }
    let text = try Self.text(titles, .otio)
    let timeline = try JSONDecoder().decode(Timeline.self, from: Data(text.utf8))
    Self.same(timeline.tracks.children[0].children.map(\.name), titles)
    // Its library ends names at a zero.
    #expect(!text.contains("\\u0000"))
  }

  @Test(arguments: lists) func `no title breaks out of FFmetadata`(titles: [String]) throws {
    let text = try Self.text(titles, .ffmetadata)
    #expect(!text.contains("\r"))
    let sections = text.components(separatedBy: "\n[CHAPTER]\n").dropFirst()
    #expect(sections.count == titles.count)
    let found = try sections.map { section in
      let lines = section.split(separator: "\n")
      #expect(lines.count == 4)
      var (title, isEscaped) = (String.UnicodeScalarView(), false)
      for scalar in try #require(lines.last).unicodeScalars.dropFirst("title=".count) {
        if isEscaped || scalar != "\\" {
          #expect(isEscaped || !"=;#".unicodeScalars.contains(scalar))
          title.append(scalar)
          isEscaped = false
        } else {
          isEscaped = true
        }
      }
      #expect(!isEscaped)
      // ffmpeg would join the next line to a backslash.
      return String(title).replacing(#/\\ $/#, with: "\\")
    }
    Self.same(found, titles)
  }
}
