import Foundation
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .computing) struct ReadingTests {
  typealias Event = ServerSentEvents.Event

  /// Reads the pieces and, at the end, what is left.
  private func events(
    _ pieces: [[UInt8]], largest: Int = 1 << 20
  ) throws(WebError) -> (whole: [Event], rest: Event?) {
    var reader = ServerSentEvents(largest: largest)
    var whole: [Event] = []
    for piece in pieces { whole += try reader.append(piece) }
    return (whole, try reader.finish())
  }

  static let streams: [(text: String, whole: [Event], rest: Event?)] = [
    ("", [], nil),
    ("data: a\n\n", [Event(data: "a")], nil),
    ("data:a\n\n", [Event(data: "a")], nil),
    ("data:  a\n\n", [Event(data: " a")], nil),
    ("data: a\r\n\r\ndata: b\r\n\r\n", [Event(data: "a"), Event(data: "b")], nil),
    ("data: a\r\rdata: b\r\r", [Event(data: "a"), Event(data: "b")], nil),
    ("\u{FEFF}data: a\n\n", [Event(data: "a")], nil),
    ("data: a\n\n\u{FEFF}data: b\n\n", [Event(data: "a")], nil),
    (": ping\n\n: ping\n\ndata: a\n\n", [Event(data: "a")], nil),
    (":\ndata: a\n: inside\ndata: b\n\n", [Event(data: "a\nb")], nil),
    ("data: a\ndata\ndata:\ndata: b\n\n", [Event(data: "a\n\n\nb")], nil),
    ("data\n\n", [Event(data: "")], nil),
    ("event: ping\n\ndata: a\n\n", [Event(data: "a")], nil),
    ("event: x\ndata: a\n\ndata: b\n\n", [Event(name: "x", data: "a"), Event(data: "b")], nil),
    ("id: 1\nretry: 10\nother: 3\nDATA: no\ndata: a\n\n", [Event(data: "a")], nil),
    ("data: {\"t\":\"é 漢 🎞\"}\n\n", [Event(data: "{\"t\":\"é 漢 🎞\"}")], nil),
    ("data: a\n\ndata: [DONE]", [Event(data: "a")], Event(data: "[DONE]")),
    ("data: a\n", [], Event(data: "a")),
    ("event: e\ndata: a\n\n\n\n\n", [Event(name: "e", data: "a")], nil),
    ("da", [], nil),
  ]

  @Test(arguments: streams.indices)
  func `events are the same wherever the bytes are cut`(index: Int) throws {
    let (text, whole, rest) = Self.streams[index]
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      for second in cut...bytes.count {
        let pieces = [bytes[..<cut], bytes[cut..<second], bytes[second...]].map { Array($0) }
        let found = try events(pieces)
        if found.whole != whole || found.rest != rest {
          Issue.record("cut at \(cut) and \(second): \(found)")
        }
      }
    }
    let single = try events(bytes.map { [$0] })
    #expect(single.whole == whole && single.rest == rest)
  }

  @Test func `random events survive being written by other rules and cut anywhere`() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let end = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
      var expected: [Event] = []
      var text = Bool.random(using: &generator) ? "\u{FEFF}" : ""
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let words = ["", " ", "a", ":", "data: x", "é", "漢字", "{\"a\":1}", "[DONE]"]
        let lines = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          words.randomElement(using: &generator) ?? ""
        }
        let name = Bool.random(using: &generator) ? "delta" : nil
        if let name { text += "event:\(name)\(end)" }
        for line in lines {
          if Bool.random(using: &generator) { text += ": comment\(end)" }
          let space = line.hasPrefix(" ") || Bool.random(using: &generator) ? " " : ""
          text += "data:\(space)\(line)\(end)"
        }
        text += end
        expected.append(Event(name: name, data: lines.joined(separator: "\n")))
      }
      var rest = Array(text.utf8)[...]
      var pieces: [[UInt8]] = []
      while !rest.isEmpty {
        let count = Int.random(in: 0...min(9, rest.count), using: &generator)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      let found = try events(pieces)
      #expect(found.whole == expected && found.rest == nil, "\(text.debugDescription)")
    }
  }

  @Test func `an event may be as large as its limit and no larger`() throws {
    func error(_ text: String, piece: Int) -> WebError.Code? {
      let bytes = Array(text.utf8)
      let pieces = stride(from: 0, to: bytes.count, by: piece).map {
        Array(bytes[$0..<min($0 + piece, bytes.count)])
      }
      do throws(WebError) {
        _ = try events(pieces, largest: 100)
        return nil
      } catch {
        return error.code
      }
    }
    let (fifty, more) = (String(repeating: "x", count: 50), String(repeating: "x", count: 51))
    for piece in [1, 7, 1000] {
      #expect(error("data: \(fifty)\(fifty)\n\n", piece: piece) == nil)
      #expect(error("data: \(fifty)\(more)\n\n", piece: piece) == .tooLarge)
      #expect(error("data: \(fifty)\ndata: \(more)\n\n", piece: piece) == .tooLarge)
      #expect(error("data: \(fifty)\n\ndata: \(more)\n\n", piece: piece) == nil)
      // Nothing that never ends is kept.
      #expect(error(String(repeating: "x", count: 300), piece: piece) == .tooLarge)
    }
  }

  static let documents: [(text: String, whole: [String], rest: String?)] = [
    ("", [], nil),
    ("{\"a\":1}\n{\"b\":2}\n", ["{\"a\":1}", "{\"b\":2}"], nil),
    ("{\"a\":1}\r\n\r\n\n{\"b\":\"é\"}", ["{\"a\":1}"], "{\"b\":\"é\"}"),
    ("  {} \t\n \n", ["{}"], nil),
    ("{\"a\":\"\\n\"}\n", ["{\"a\":\"\\n\"}"], nil),
    ("\r", [], nil),
  ]

  @Test(arguments: documents.indices)
  func `lines are the same wherever the bytes are cut`(index: Int) throws {
    let (text, whole, rest) = Self.documents[index]
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      for second in cut...bytes.count {
        var reader = JSONLines(longest: 100)
        var found: [[UInt8]] = []
        for piece in [bytes[..<cut], bytes[cut..<second], bytes[second...]] {
          found += try reader.append(Array(piece))
        }
        let left = reader.finish().map { String(decoding: $0, as: UTF8.self) }
        if found.map({ String(decoding: $0, as: UTF8.self) }) != whole || left != rest {
          Issue.record("cut at \(cut) and \(second): \(found), \(left ?? "nothing")")
        }
      }
    }
  }

  @Test(arguments: [1, 7, 200]) func `a line may be as long as its limit`(piece: Int) throws {
    func read(_ count: Int) throws {
      var reader = JSONLines(longest: 100)
      let bytes = [UInt8](repeating: 65, count: count) + [10]
      for start in stride(from: 0, to: bytes.count, by: piece) {
        _ = try reader.append(Array(bytes[start..<min(start + piece, bytes.count)]))
      }
    }
    try read(100)
    #expect(throws: WebError.self) { try read(101) }
  }

  @Test func `a long stream takes time in proportion`() throws {
    let line = Array("data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n".utf8)
    let text = Array(repeating: line, count: 40_000).flatMap { $0 }
    let time = try processorTime { () throws in
      #expect(try events([text]).whole.count == 40_000)
      #expect(
        try events([[UInt8](repeating: 58, count: 5_000_000)], largest: 10_000_000).whole.isEmpty)
    }
    #expect(time < .seconds(20))
  }
}
