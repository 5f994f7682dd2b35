import TestSupport
import Testing

@testable import Typesetting

private let style = TypeStyle(family: "Open Sans", weight: 700)

/// What is found by looking at every pixel.
private func extent(_ plane: [UInt8], width: Int) -> InkBox? {
  let inked = plane.indices.filter { plane[$0] > 0 }
  guard let first = inked.first, let last = inked.last else { return nil }
  let columns = inked.map { $0 % width }
  guard let left = columns.min(), let right = columns.max() else { return nil }
  return InkBox(columns: left..<right + 1, rows: first / width..<last / width + 1)
}

private func drawn(_ text: SetText, width: Int, height: Int) -> (plane: [UInt8], ink: InkBox) {
  var plane = [UInt8](repeating: 0, count: width * height)
  let ink = TypeSetter().draw(
    text, x: width / 2, y: height / 2, onto: &plane, width: width, height: height)
  return (plane, ink)
}

@Suite(.timeLimit(.minutes(40)), .computing) struct TypeSetterTests {
  @Test(arguments: 1...40)
  func `no text of any script leaves its box`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let setter = TypeSetter()
    let (width, height) = (320, 180)
    let text = RandomText.of(Int.random(in: 1...90, using: &random), &random)
    let box = (
      width: Int.random(in: 120...300, using: &random),
      height: Int.random(in: 60...160, using: &random)
    )
    guard
      let set = setter.set(text, style, width: box.width, height: box.height, sizes: 5...40)
    else { return }
    let (plane, ink) = drawn(set, width: width, height: height)
    guard let seen = extent(plane, width: width) else { return }
    #expect(ink.columns.lowerBound <= seen.columns.lowerBound)
    #expect(ink.columns.upperBound >= seen.columns.upperBound)
    #expect(ink.rows.lowerBound <= seen.rows.lowerBound)
    #expect(ink.rows.upperBound >= seen.rows.upperBound)
    // The middle may be off by the half pixel that an odd number leaves.
    #expect(seen.columns.lowerBound >= (width - box.width) / 2 - 2, "\(text)")
    #expect(seen.columns.upperBound <= (width + box.width) / 2 + 2, "\(text)")
    #expect(seen.rows.lowerBound >= (height - box.height) / 2 - 2, "\(text)")
    #expect(seen.rows.upperBound <= (height + box.height) / 2 + 2, "\(text)")
  }

  @Test func `most texts of any script can be set`() {
    var random = SplitMix64(seed: 3)
    let setter = TypeSetter()
    let count = (0..<60).count { _ in
      let text = RandomText.of(40, &random)
      return setter.set(text, style, width: 500, height: 240, sizes: 5...60) != nil
    }
    #expect(count > 55)
  }

  @Test(arguments: [
    "A lone lighthouse stands against the storm", "Съешь же ещё этих мягких французских булок",
    "안녕하세요 세계 오늘은 맑은 하늘입니다",
  ])
  func `no word is lost, broken or moved`(text: String) throws {
    let set = try #require(
      TypeSetter().set(text, style, width: 300, height: 200, sizes: 8...40))
    #expect(set.lines.joined(separator: " ") == text)
    #expect(set.lines.count > 1)
  }

  @Test func `a word that fits in no type is broken`() throws {
    let text = String(repeating: "Donaudampfschiff", count: 8)
    let set = try #require(
      TypeSetter().set(text, style, width: 300, height: 200, sizes: 12...40))
    #expect(set.lines.count > 1)
    #expect(set.lines.joined() == text)
  }

  @Test(arguments: [(100, 100), (200, 200), (400, 300), (800, 600)])
  func `the type is as large as fits`(width: Int, height: Int) throws {
    let text = "Waves crash on black rocks"
    let set = try #require(
      TypeSetter().set(text, style, width: width, height: height, sizes: 5...300))
    let next = TypeSetter().set(
      text, style, width: width, height: height, sizes: set.size * 1.07...600)
    // What was not reached may fit only where it breaks words, which is put off.
    #expect(next == nil || next?.lines.joined(separator: " ") != text)
  }

  @Test func `what does not fit in the smallest type is not set`() {
    let text = String(repeating: "many words ", count: 200)
    #expect(TypeSetter().set(text, style, width: 100, height: 50, sizes: 10...40) == nil)
    for empty in ["", "   ", "\n\t "] {
      #expect(TypeSetter().set(empty, style, width: 100, height: 50, sizes: 10...40) == nil)
    }
  }

  @Test(arguments: [
    "{\\b1}", "a\\Nb", "a\\nb", "{\\fs200}x", "{x}", "\\h", "\\{", "{\\p1}m 0 0{\\p0}", "C:\\New",
    "{", "}",
  ])
  func `signs that command elsewhere stand for themselves`(text: String) throws {
    let setter = TypeSetter()
    let size = 30.0
    let set = try #require(
      setter.set(text, style, width: 600, height: 100, sizes: size...size))
    #expect(set.lines.count == 1)
    let ink = try #require(extent(drawn(set, width: 700, height: 200).plane, width: 700))
    #expect(ink.rows.count < 45)
    // As wide as its letters one by one, so none was taken for something else.
    let single = try text.filter { $0 != " " }.reduce(0) { sum, letter in
      let one = try #require(
        setter.set("\(letter)", style, width: 600, height: 100, sizes: size...size))
      let plane = drawn(one, width: 700, height: 200).plane
      return sum + (try #require(extent(plane, width: 700))).columns.count
    }
    #expect(ink.columns.count > single - 4 && ink.columns.count < 2 * single + 20)
  }

  @Test func `what cannot be seen elsewhere has a sign of its own`() throws {
    for code in [UInt8(1), 7, 27, 127] {
      let text = String(Unicode.Scalar(code))
      let set = try #require(
        TypeSetter().set(text, style, width: 100, height: 100, sizes: 40...40))
      #expect(drawn(set, width: 200, height: 200).ink.columns.count > 5)
    }
  }

  @Test(arguments: [("שלום עולם.", true), ("مرحبا بالعالم.", true), ("Hello world.", false)])
  func `a sentence ends on the side that its script ends on`(
    text: String, endsLeft: Bool
  ) throws {
    let set = try #require(
      TypeSetter().set(text, style, width: 600, height: 100, sizes: 40...40))
    let plane = drawn(set, width: 700, height: 120).plane
    let ink = try #require(extent(plane, width: 700))
    // A full stop has ink near the line's foot alone.
    let side =
      endsLeft
      ? ink.columns.lowerBound..<ink.columns.lowerBound + 5
      : ink.columns.upperBound - 5..<ink.columns.upperBound
    let rows = (0..<120).filter { row in side.contains { plane[row * 700 + $0] > 128 } }
    #expect(rows.count > 2 && rows.count < 12)
  }

  @Test func `letters of Arabic are joined`() throws {
    let setter = TypeSetter()
    func width(_ text: String) throws -> Int {
      let set = try #require(
        setter.set(text, style, width: 600, height: 100, sizes: 40...40))
      return drawn(set, width: 700, height: 120).ink.columns.count
    }
    #expect(try width("ببب") < width("ب\u{200C}ب\u{200C}ب"))
  }

  @Test func `every script of the prompts is drawn with letters, not with boxes`() throws {
    for text in ["夜幕", "こん", "안녕", "غروب", "שלום", "सूर्य", "นก", "Съе", "ψυχ", "🎬"] {
      let set = try #require(
        TypeSetter().set(text, style, width: 300, height: 100, sizes: 40...40))
      let missing = try #require(
        TypeSetter().set(
          String(repeating: "\u{10FFF0}", count: text.count), style, width: 300, height: 100,
          sizes: 40...40))
      let (a, b) = (drawn(set, width: 400, height: 120), drawn(missing, width: 400, height: 120))
      #expect(a.ink.isEmpty == false && a.plane != b.plane, "\(text)")
    }
  }
}
