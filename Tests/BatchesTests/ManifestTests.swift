import Foundation
import TestSupport
import Testing

@testable import Batches

@Suite(.timeLimit(.minutes(40)), .computing) struct ManifestTests {
  private let shelf: Shelf

  init() throws { shelf = try Shelf() }

  private func entries(_ text: String) throws -> [ItemEntry] {
    let reader = try ManifestReader(path: try shelf.put("list", text: text))
    var entries: [ItemEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return entries
  }

  private func items(_ text: String) throws -> [BatchItem] {
    try entries(text).compactMap { if case .item(let item) = $0 { item } else { nil } }
  }

  private func reasons(_ text: String) throws -> [String] {
    try entries(text).compactMap {
      if case .broken(_, let error, _) = $0 { error.message } else { nil }
    }
  }

  @Test func `lines of JSON name a source and options`() throws {
    let items = try items(
      """
      {"source": "a b.mp4", "min": 10, "max": 60.5, "prompt": "What?", "fast": true}

      {"source": "/films/c.mkv", "no_sound": false, "language": null, "range": ["0-1", "2-3"]}
      "plain.mov"
      {"source": "https://example.com/d.mp4", "max_pixels": 100}
      """)
    #expect(
      items.map(\.source) == [
        "a b.mp4", "/films/c.mkv", "plain.mov", "https://example.com/d.mp4",
      ])
    #expect(
      items.map(\.path) == [
        "\(shelf.path)/a b.mp4", "/films/c.mkv", "\(shelf.path)/plain.mov",
        "https://example.com/d.mp4",
      ])
    #expect(
      items[0].settings == [
        ItemSetting("min", "10"), ItemSetting("max", "60.5"), ItemSetting("prompt", "What?"),
        ItemSetting("fast"),
      ])
    #expect(items[1].settings == [ItemSetting("range", "0-1"), ItemSetting("range", "2-3")])
    #expect(items[3].settings == [ItemSetting("max-pixels", "100")])
    #expect(items.map(\.mark) == (0..<4).map { .place($0) })
    #expect(items.allSatisfy { $0.isNamed })
  }

  @Test func `a table names options in its first row`() throws {
    let items = try items(
      "\u{FEFF}source,min,prompt,fast\r\na.mp4,10,\"Who, and \"\"why\"\"?\",true\r\n"
        + "\"two\nlines.mp4\",,,false\r\n")
    #expect(items.map(\.source) == ["a.mp4", "two\nlines.mp4"])
    #expect(
      items[0].settings == [
        ItemSetting("min", "10"), ItemSetting("prompt", "Who, and \"why\"?"), ItemSetting("fast"),
      ])
    #expect(items[1].settings == [])
  }

  @Test func `quoted names of columns are a table too`() throws {
    #expect(try items("\"source\",\"min\"\n\"a.mp4\",\"3\"\n").map(\.source) == ["a.mp4"])
    #expect(try items("\"source\"\n\"a.mp4\"\n").map(\.source) == ["a.mp4"])
    #expect(try items("\"a.mp4\"\n\"b.mp4\"\n").map(\.source) == ["a.mp4", "b.mp4"])
  }

  @Test func `what is wrong with a line is told with its number, and the rest goes on`() throws {
    let text = """
      {"source": "a.mp4"}
      {"source": }
      {"sauce": "b.mp4"}
      [1]
      {"source": "c.mp4", "min": {"a": 1}}
      {"source": ""}
      {"source": "d.mp4"}
      """
    let messages = try reasons(text)
    let numbers = messages.compactMap { $0.split(separator: " ").dropFirst().first }
    #expect(numbers == ["2", "3", "4", "5", "6"])
    #expect(messages[1].hasSuffix("it has no \"source\""))
    #expect(try items(text).map(\.source) == ["a.mp4", "d.mp4"])
    #expect(try items(text).map(\.mark) == [.place(0), .place(6)])
    #expect(try reasons("source,min\na.mp4\nb.mp4,2,3\nc.mp4,4\n").count == 2)
    #expect(try reasons("source\n\"a\"b\nc\n").count == 1)
    #expect(try reasons("source\n\"open\n").count == 1)
    #expect(try reasons(#"{"source": "a.mp4", "range": [["0-1"], "2-3"]}"#).count == 1)
  }

  @Test func `what is neither is refused as a whole`() throws {
    #expect(throws: BatchError.self) { try entries("a.mp4\nb.mp4\n") }
    #expect(try entries("").isEmpty)
    #expect(try entries("\n \n").isEmpty)
    #expect(throws: BatchError.self) { try ManifestReader(path: "\(shelf.path)/none") }
  }

  @Test func `any table comes back as it was written`() throws {
    var chance = SplitMix64(seed: 7)
    for _ in 0..<100 {
      let columns = ["source", "prompt", "language"]
      let rows = (0..<5).map { row in
        ["\(row).mp4"]
          + (0..<2).map { _ in
            // A lone carriage return at an end is part of the end.
            RandomText.of(Int.random(in: 0...20, using: &chance), &chance)
              .replacing("\r", with: "").replacing("\0", with: "")
          }
      }
      let text = ([columns] + rows).map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
      }.joined(separator: "\r\n")
      let items = try items(text)
      #expect(items.map(\.source) == rows.map { $0[0] })
      for (item, row) in zip(items, rows) {
        let expected = zip(columns, row).dropFirst().filter { !["", "true", "false"].contains($1) }
        #expect(item.settings == expected.map { ItemSetting($0, $1) })
      }
    }
  }

  @Test func `a manifest of rubbish ends, and never as an item without a source`() throws {
    var chance = SplitMix64(seed: 11)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...300, using: &chance)).map { _ in
        Array("{}[]\",:\n\r sourceabc\u{0}\u{7f}".utf8).randomElement(using: &chance) ?? 0
      }
      let path = try shelf.put("rubbish", bytes)
      guard let reader = try? ManifestReader(path: path) else { continue }
      while let entry = try? reader.next() {
        if case .item(let item) = entry { #expect(!item.source.isEmpty) }
      }
    }
  }
}
