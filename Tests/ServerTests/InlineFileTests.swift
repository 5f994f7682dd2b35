import Foundation
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(40)), .computing) struct InlineFileTests {
  /// Reads a text in pieces of any size.
  private static func bytes(
    of text: String, _ random: inout SplitMix64
  ) -> [UInt8]? {
    var (reader, rest, bytes) = (InlineFileReader(), Array(text.utf8)[...], [UInt8]())
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...40, using: &random))
      bytes += reader.take(piece)
      rest = rest.dropFirst(piece.count)
    }
    return reader.finish().map { bytes + $0 }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `what Foundation writes is read back, whole or in pieces, in lines or not`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<Int.random(in: 0...500, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    let text = Data(bytes).base64EncodedString(
      options: seed % 3 == 0 ? [.lineLength64Characters] : [])
    let prefix =
      ["", "data:video/mp4;base64,", "DATA:;base64,"].randomElement(using: &random) ?? ""
    #expect(Self.bytes(of: prefix + text, &random) == bytes)
    #expect(InlineFileReader.bytes(of: prefix + text.filter { $0 != "=" }) == bytes)
  }

  @Test(arguments: [
    "A", "AAAAA", "AA=", "AAA==", "=", "AA==AA==", "AA=A", "AA-_", "AA!A", "ä", "data:",
    "data:,AAAA",
    "data:video/mp4,AAAA", "data:video/mp4;base64", "data:video/mp4;base64,A", "https://a.b/c",
  ])
  func `what is no Base64 is no file`(text: String) {
    var random = SplitMix64(seed: 1)
    #expect(InlineFileReader.bytes(of: text) == nil)
    #expect(Self.bytes(of: text, &random) == nil)
  }

  @Test(arguments: ["", "data", "dat", "d"]) func `a short text is Base64, not an address`(
    text: String
  ) {
    #expect(
      InlineFileReader.bytes(of: text) == Data(base64Encoded: Self.padded(text)).map(Array.init))
  }

  private static func padded(_ text: String) -> String {
    text + String(repeating: "=", count: (4 - text.count % 4) % 4)
  }
}
