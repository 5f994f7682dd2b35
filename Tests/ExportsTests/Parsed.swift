import Foundation
import FoundationXML

/// What a reader of its own makes of an export; it shares no line with what wrote it.
enum Parsed {
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// A title from when to when, in milliseconds or frames.
  struct Item: Equatable {
    var title: String
    var start: Int64
    var end: Int64
  }

  /// A number that is all of the text.
  static func number(_ text: some StringProtocol, digits: ClosedRange<Int>) throws -> Int64 {
    guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int64(text)
    else { throw Failure("\(text) is not \(digits) digits") }
    return number
  }

  /// `01:02:03.456` or with a comma.
  static func milliseconds(_ text: some StringProtocol, mark: Character) throws -> Int64 {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3 else { throw Failure("\(text) is no time") }
    let seconds = fields[2].split(separator: mark, omittingEmptySubsequences: false)
    guard seconds.count == 2 else { throw Failure("\(text) is no time") }
    let (hours, minutes) = (
      try number(fields[0], digits: 2...9), try number(fields[1], digits: 2...2)
    )
    let (whole, rest) = (
      try number(seconds[0], digits: 2...2), try number(seconds[1], digits: 3...3)
    )
    guard minutes < 60, whole < 60 else { throw Failure("\(text) is no time") }
    return ((hours * 60 + minutes) * 60 + whole) * 1000 + rest
  }

  /// WebVTT as the specification has it for authors: no stray `-->`, `&` only as a reference, no tags.
  static func webVTT(_ text: String) throws -> [Item] {
    let blocks = text.components(separatedBy: "\n\n")
    guard blocks.first == "WEBVTT", text.hasSuffix("\n"), !text.contains("\r"), !text.contains("\0")
    else { throw Failure("not WebVTT") }
    return try blocks.dropFirst().map { block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: block.hasSuffix("\n"))
      guard lines.count == 3 else { throw Failure("a cue has \(lines.count) lines: \(block)") }
      guard !lines[0].contains("-->"), !lines[2].contains("-->"), !lines[2].contains("<") else {
        throw Failure("a cue cannot hold \(block)")
      }
      let times = lines[1].components(separatedBy: " --> ")
      guard times.count == 2 else { throw Failure("no times: \(lines[1])") }
      return Item(
        title: try unescaped(String(lines[2])), start: try milliseconds(times[0], mark: "."),
        end: try milliseconds(times[1], mark: "."))
    }
  }

  private static func unescaped(_ text: String) throws -> String {
    let parts = text.components(separatedBy: "&")
    return try parts[0]
      + parts.dropFirst().map { part in
        for (name, character) in [("amp;", "&"), ("lt;", "<"), ("gt;", ">")]
        where part.hasPrefix(name) { return character + part.dropFirst(name.count) }
        throw Failure("a stray ampersand before \(part)")
      }.joined()
  }

  static func subRip(_ text: String) throws -> [Item] {
    try text.components(separatedBy: "\n\n").dropLast().enumerated().map { place, block in
      let lines = block.components(separatedBy: "\n")
      guard lines.count >= 3, lines[0] == "\(place + 1)" else { throw Failure("no cue: \(block)") }
      let times = lines[1].components(separatedBy: " --> ")
      guard times.count == 2 else { throw Failure("no times: \(lines[1])") }
      return Item(
        title: lines[2], start: try milliseconds(times[0], mark: ","),
        end: try milliseconds(times[1], mark: ","))
    }
  }

  static func ffmetadata(_ text: String) throws -> [Item] {
    let sections = text.components(separatedBy: "\n[CHAPTER]\n")
    guard sections[0] == ";FFMETADATA1\n" else { throw Failure("no head") }
    return try sections.dropFirst().map { section in
      let lines = section.split(separator: "\n").map { line in
        line.split(separator: "=", maxSplits: 1).map(String.init)
      }
      guard lines.map({ $0[0] }) == ["TIMEBASE", "START", "END", "title"], lines[0][1] == "1/1000"
      else { throw Failure("no chapter: \(section)") }
      return Item(
        title: lines[3][1], start: try number(lines[1][1], digits: 1...18),
        end: try number(lines[2][1], digits: 1...18))
    }
  }

  static func matroska(_ text: String) throws -> [Item] {
    let elements = try xml(text)
    func texts(_ name: String) -> [String] { elements.filter { $0.name == name }.map(\.text) }
    func times(_ name: String) throws -> [Int64] {
      try texts(name).map { text in
        guard text.hasSuffix("000000") else { throw Failure("\(text) is not in nanoseconds") }
        return try milliseconds(text.dropLast(6), mark: ".")
      }
    }
    let (starts, ends) = (try times("ChapterTimeStart"), try times("ChapterTimeEnd"))
    return zip(texts("ChapterString"), zip(starts, ends)).map {
      Item(title: $0, start: $1.0, end: $1.1)
    }
  }

  /// RFC 4180, character by character.
  static func csv(_ text: String) throws -> [[String]] {
    var (rows, row, cell): ([[String]], [String], String) = ([], [], "")
    var (isQuoted, wasQuoted, isReturn) = (false, false, false)
    for scalar in text.unicodeScalars {
      if isQuoted {
        if scalar == "\"" {
          (isQuoted, wasQuoted) = (false, true)
        } else {
          cell.unicodeScalars.append(scalar)
        }
        continue
      }
      if isReturn, scalar != "\n" { throw Failure("a return without a line feed") }
      switch scalar {
      case "\"" where wasQuoted:
        cell.unicodeScalars.append(scalar)
        (isQuoted, wasQuoted) = (true, false)
        continue
      case "\"" where cell.isEmpty: isQuoted = true
      case ",":
        row.append(cell)
        cell = ""
      case "\r": isReturn = true
      case "\n":
        guard isReturn else { throw Failure("a line feed without a return") }
        rows.append(row + [cell])
        (row, cell, isReturn) = ([], "", false)
      default:
        guard !wasQuoted, scalar != "\"" else { throw Failure("a stray quote after \(cell)") }
        cell.unicodeScalars.append(scalar)
      }
      wasQuoted = false
    }
    guard cell.isEmpty, row.isEmpty, !isQuoted else { throw Failure("the last line has no end") }
    return rows
  }

  /// The events of a CMX 3600 list: source and record times as written.
  static func edl(_ text: String) throws -> [(title: String, times: [String])] {
    var events: [(title: String, times: [String])] = []
    let lines = text.components(separatedBy: "\n")
    guard lines[0].hasPrefix("TITLE: "), lines[1].hasPrefix("FCM: ") else {
      throw Failure("no head")
    }
    for line in lines.dropFirst(2) where !line.isEmpty {
      if line.utf8.starts(with: "* ".utf8) {
        let name = "* FROM CLIP NAME: "
        // A mark that begins the title would join the space before it.
        if line.utf8.starts(with: name.utf8) {
          events[events.count - 1].title = String(line.unicodeScalars.dropFirst(name.count))
        }
        continue
      }
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 8, Int(fields[0]) == events.count + 1, fields[3] == "C" else {
        throw Failure("no event: \(line)")
      }
      // Reels have eight columns after the number and two spaces.
      guard fields[1].utf8.count <= 8, line.dropFirst(13).hasPrefix(" ") || events.count >= 999
      else {
        throw Failure("a reel out of place: \(line)")
      }
      events.append((title: "", times: Array(fields[4...])))
    }
    return events
  }

  /// The elements of an XML document by name, with their attributes and the text inside.
  static func xml(_ text: String) throws -> [Element] {
    let collector = Collector()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = collector
    guard parser.parse() else {
      throw Failure("not well-formed: \(String(describing: parser.parserError))")
    }
    return collector.elements
  }

  struct Element {
    let name: String
    let parents: [String]
    let attributes: [String: String]
    var text = ""
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let parents = open.map { elements[$0].name }
      open.append(elements.count)
      elements.append(Element(name: name, parents: parents, attributes: attributes))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      guard let last = open.last else { return }
      elements[last].text += string
    }
  }
}
