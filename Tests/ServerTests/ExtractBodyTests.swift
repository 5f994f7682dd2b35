import Foundation
import JSON
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct ExtractBodyTests {
  private static func take(
    _ text: String, pieces: ClosedRange<Int>, _ random: inout SplitMix64
  ) -> (body: ExtractBody, video: [UInt8]) {
    var (body, rest, video) = (ExtractBody(), Array(text.utf8)[...], [UInt8]())
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: pieces, using: &random))
      video += body.take(piece)
      rest = rest.dropFirst(piece.count)
    }
    video += body.take([])
    return (body, video)
  }

  /// A body as some client might write it, with its members in any order and blanks anywhere.
  private static func body(
    _ video: String, _ random: inout SplitMix64
  ) -> String {
    func blank() -> String { ["", " ", "\n\t", "\r\n  "].randomElement(using: &random) ?? "" }
    let words =
      #"a \"video\": \\"# + (["", "\\u00e9", "}", "[{", ","].randomElement(using: &random) ?? "")
    var members = [
      ("video", "\"\(video)\""), ("prompt", "\"\(words)\""), ("inputMethod", #""base64""#),
      ("jsonMode", "true"), ("other", #"{"video":"x","list":["video",{"video":[1]}]}"#),
      ("also", #"["video",":",{"a":null}]"#),
    ]
    members.shuffle(using: &random)
    let text = members.map { "\(blank())\"\($0)\"\(blank()):\(blank())\($1)\(blank())" }
    return blank() + "{" + text.joined(separator: ",") + "}" + blank()
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a video in a body comes out as bytes, and the rest as it was`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    // Some are too long to be kept as words.
    let size = Int.random(in: 1...(seed % 10 == 0 ? 200_000 : 3000), using: &random)
    let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
    let plain = Data(bytes).base64EncodedString()
    let text = Self.body(seed % 2 == 0 ? plain : plain.replacing("/", with: "\\/"), &random)
    let (body, video) = Self.take(text, pieces: seed % 5 == 0 ? 1...3 : 1...70_000, &random)
    #expect(video == bytes && body.isWhole && body.length == bytes.count)
    let rest = try JSONReader().value(of: try #require(body.document))
    var expected = try JSONReader().value(of: text).asMembers ?? []
    if body.isLong {
      expected = expected.map { $0.name == "video" ? .init("video", "") : $0 }
    }
    #expect(rest == .object(expected))
    #expect(
      body.isLong
        == (plain.utf8.count + plain.filter { $0 == "/" }.count * Int(seed % 2) > 64 << 10))
  }

  @Test(arguments: [
    #"{"video":"AAA!","prompt":"a"}"#, #"{"video":"A\u0041AA"}"#, #"{"video":"AAAA\b"}"#,
  ])
  func `what is no Base64 is told`(text: String) {
    var random = SplitMix64(seed: 2)
    #expect(!Self.take(text, pieces: 1...5, &random).body.isWhole)
  }

  @Test(arguments: [
    #"["video","AAAA"]"#, #"{"a":{"video":"AAAA"}}"#, #"{"video":{"video":"AAAA"}}"#,
    #"{"video":5}"#,
    #"{"video":["AAAA"]}"#, #"{"prompt":"video","b":"AAAA"}"#, #"{"a\"video":"AAAA"}"#,
    #"{"videos":"AAAA"}"#,
  ])
  func `a video is what stands under that name at the top`(text: String) throws {
    var random = SplitMix64(seed: 3)
    let (body, video) = Self.take(text, pieces: 1...5, &random)
    #expect(video.isEmpty && body.length == 0)
    #expect(try JSONReader().value(of: #require(body.document)) == JSONReader().value(of: text))
  }

  @Test(arguments: [
    "{", #"{"video":"AAAA"#, #"{"video":"AAAA"}}"#, #"{"video":"AAAA",}"#, "", "}{", "]",
  ])
  func `what is no JSON stays none`(text: String) throws {
    var random = SplitMix64(seed: 4)
    let document = try #require(Self.take(text, pieces: 1...5, &random).body.document)
    #expect(throws: JSONError.self) { try JSONReader().value(of: document) }
  }

  @Test func `two videos, and words without end, are refused`() {
    var random = SplitMix64(seed: 5)
    #expect(
      Self.take(#"{"video":"AAAA","video":"AAAA"}"#, pieces: 1...9, &random).body.document == nil)
    let long = #"{"prompt":"\#(String(repeating: "a", count: 5 << 20))","video":"AAAA"}"#
    #expect(Self.take(long, pieces: 1...1 << 20, &random).body.document == nil)
  }
}
