import Foundation
import JSON
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct JSONReaderTests {
  @Test(arguments: 0..<200) func `what is written is read back, on one line and spread`(
    seed: Int
  ) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let value = RandomJSON.value(&random, isFinite: true)
    for text in [value.text, value.spreadText] {
      let read = try JSONReader().value(of: text)
      // Whole numbers are written without a fraction and come back as such: their texts are the same.
      #expect(read.text == value.text)
    }
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1", "[1,", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}",
    "nul", "truex", "01", "-", "1.", ".5", "1e", "1e+", "+1", "1e999", "\"", "\"a", "\"\\",
    "\"\\x\"",
    "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "1 2", "[] x", "NaN", "Infinity", "// c\n1", "\u{FEFF}",
    "[1 2]", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{1:2}", "]", "}", ",", ":",
  ])
  func `what Foundation refuses is refused, with a place`(text: String) throws {
    #expect(throws: (any Error).self) {
      try JSONSerialization.jsonObject(
        with: Data(text.utf8), options: [.fragmentsAllowed])
    }
    let error = try #require(throws: JSONError.self) { try JSONReader().value(of: text) }
    #expect(error.line >= 1 && error.column >= 1 && !error.message.isEmpty)
  }

  @Test(arguments: ["[1,]", "{\"a\":1,}"])
  func `a comma with nothing behind it is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONReader().value(of: text) }
  }

  @Test func `words that are not UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSONReader().value(of: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONReader().value(of: [0x22, 0xC3, 0x22]) }
  }

  @Test func `escapes and surrogates become characters, and halves of them are replaced`() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 \ud83d \ude00x\ud83dA""#
    #expect(
      try JSONReader().value(of: text)
        == .text("\"\\/\u{8}\u{C}\n\r\té😀 \u{FFFD} \u{FFFD}x\u{FFFD}A"))
  }

  @Test func `a place is a line and a byte of it`() throws {
    let error = try #require(throws: JSONError.self) {
      try JSONReader().value(of: "{\n  \"a\": 1,\n  \"b\": x\n}")
    }
    #expect((error.line, error.column) == (3, 8))
  }

  @Test func `every value's line is told if asked for`() throws {
    let text = "{\n  \"a/b\": [1,\n    {\"c\": 2}\n  ],\n\n  \"d\": null }"
    let (value, lines) = try JSONReader().valueWithLines(of: text.utf8)
    #expect(value == (try JSONReader().value(of: text)))
    #expect(lines == ["": 1, "/a~1b": 2, "/a~1b/0": 2, "/a~1b/1": 3, "/a~1b/1/c": 3, "/d": 6])
  }

  @Test func `depth is limited, however deep a text goes`() throws {
    let deep = String(repeating: "[", count: 100_000)
    let error = try #require(throws: JSONError.self) { try JSONReader().value(of: deep) }
    #expect(error.message.contains("128"))
    let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try JSONReader().value(of: allowed) }
  }

  @Test func `of two members with one name the later counts, in the place of the first`() throws {
    #expect(try JSONReader().value(of: #"{"a":1,"b":2,"a":3}"#).text == #"{"a":3,"b":2}"#)
  }
}
