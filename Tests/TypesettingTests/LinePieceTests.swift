import TestSupport
import Testing

@testable import Typesetting

@Suite(.timeLimit(.minutes(40))) struct LinePieceTests {
  @Test(arguments: [
    ("one two", ["one", "two"]), ("  one  two  ", ["one", "two"]),
    ("well-known", ["well-", "known"]),
    ("5-6", ["5-6"]), ("and/or", ["and/", "or"]), ("a\u{A0}b c", ["a\u{A0}b", "c"]),
    ("夜幕降临，城市", ["夜", "幕", "降", "临，", "城", "市"]), ("「猫」だ。", ["「猫」", "だ。"]),
    ("カー", ["カー"]), ("在Paris下", ["在", "Paris", "下"]), ("안녕 세계", ["안녕", "세계"]),
    ("", []), (" ", []),
  ])
  func `lines may end where readers expect it`(text: String, pieces: [String]) {
    #expect(LinePiece.pieces(of: text).map(\.text) == pieces)
  }

  @Test(arguments: 1...50)
  func `pieces hold the whole text`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = RandomText.of(80, &random)
    let pieces = LinePiece.pieces(of: text)
    let kept = text.filter { !($0.isWhitespace && $0 != "\u{A0}") }
    #expect(pieces.map(\.text).joined() == kept)
    for piece in pieces {
      for count in 1...5 {
        #expect(piece.parts(count).map(\.text).joined() == piece.text)
      }
    }
  }

  @Test(arguments: 1...50)
  func `lines hold all pieces in order, none wider than the room`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = (0..<Int.random(in: 1...40, using: &random)).map { number in
      MeasuredPiece(
        LinePiece(text: "<\(number)>", hasSpaceAfter: Bool.random(using: &random)),
        advance: Double.random(in: 1...30, using: &random))
    }
    let room = Double.random(in: 30...120, using: &random)
    let count = MeasuredPiece.lineCount(pieces, space: 5, room: room)
    let lines = MeasuredPiece.lines(pieces, count: count, space: 5, room: room)
    #expect(lines.count == count)
    let numbers = lines.joined().split { !$0.isNumber }.compactMap { Int($0) }
    #expect(numbers == Array(pieces.indices))
    var place = 0
    for line in lines {
      let held = line.count { $0 == "<" }
      let inner = pieces[place..<place + held]
      let width =
        inner.reduce(0) { $0 + $1.advance }
        + inner.dropLast().reduce(0) { $0 + ($1.piece.hasSpaceAfter ? 5 : 0) }
      #expect(width <= room + 1e-9)
      place += held
    }
  }
}
