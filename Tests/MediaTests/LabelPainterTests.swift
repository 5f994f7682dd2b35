import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct LabelPainterTests {
  private static let ground: UInt8 = 90

  private func painted(
    _ labels: [LabelPainter.Label], width: Int = 400, height: Int = 120, typeSize: Int = 20
  ) throws -> Picture {
    var picture = Picture(Picture.Layout(.rgb24, width: width, height: height))
    for place in picture.pixels.indices { picture.pixels[place] = Self.ground }
    try LabelPainter(typeSize: typeSize).paint(labels, onto: &picture)
    return picture
  }

  /// The smallest box around everything that was drawn.
  private func extent(_ picture: Picture) -> (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
    let drawn = picture.pixels.indices.filter { picture.pixels[$0] != Self.ground }
    let columns = drawn.map { $0 / 3 % picture.layout.width }
    let rows = drawn.map { $0 / 3 / picture.layout.width }
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(),
      let bottom = rows.max()
    else { return nil }
    return (left...right, top...bottom)
  }

  @Test func `a label stands below its place and in the middle of it`() throws {
    let picture = try painted([.init("0:12:34", x: 150, y: 40)])
    let box = try #require(extent(picture))
    #expect(abs((box.x.lowerBound + box.x.upperBound) / 2 - 150) <= 2)
    #expect((37...44).contains(box.y.lowerBound) && (54...64).contains(box.y.upperBound))
    #expect((55...100).contains(box.x.count))
    // White letters with a dark edge, without colour.
    #expect(picture.pixels.max() == 255)
    #expect(picture.pixels.contains { $0 < 40 })
    for pixel in stride(from: 0, to: picture.pixels.count, by: 3) {
      try #require(picture.pixels[pixel] == picture.pixels[pixel + 2])
    }
  }

  @Test func `every label is written, each in its place`() throws {
    let both = try painted([.init("left", x: 80, y: 10), .init("right", x: 300, y: 70)])
    let left = try painted([.init("left", x: 80, y: 10)])
    let right = try painted([.init("right", x: 300, y: 70)])
    let expected = zip(left.pixels, right.pixels).map { $0 == Self.ground ? $1 : $0 }
    #expect(both.pixels == expected)
    #expect(left.pixels != right.pixels)
  }

  @Test(arguments: ["%{pts}", "a'b:c\\d", "%%", "{}[];,=", "100%", "é ü ß"])
  func `signs stand for themselves`(text: String) throws {
    let width = try #require(extent(painted([.init(text, x: 200, y: 30)]))).x.count
    // As wide as its letters one by one, so none was taken for something else.
    let single = try text.filter { $0 != " " }.reduce(0) { sum, letter in
      let box = try #require(extent(painted([.init("\(letter)", x: 200, y: 30)])))
      return sum + box.x.count
    }
    #expect(width > single / 2 && width < single * 2)
  }

  @Test func `nothing to write changes nothing`() throws {
    let labels: [[LabelPainter.Label]] = [
      [], [.init("", x: 20, y: 20)], [.init("far away", x: 5000, y: -900)],
    ]
    for labels in labels {
      #expect(extent(try painted(labels)) == nil)
    }
  }

  @Test func `hundreds of labels take no longer than a font takes to load`() throws {
    let labels = (0..<400).map { LabelPainter.Label("\($0)", x: $0 % 20 * 80, y: $0 / 20 * 40) }
    let time = try processorTime {
      let picture = try painted(labels, width: 1600, height: 800)
      #expect(extent(picture)?.x.upperBound ?? 0 > 1500)
    }
    #expect(time < .seconds(5))
  }

  @Test func `only RGB pictures are written on`() {
    var picture = Picture(Picture.Layout(.gray8, width: 20, height: 20))
    #expect {
      try LabelPainter(typeSize: 10).paint([.init("a", x: 5, y: 5)], onto: &picture)
    } throws: {
      ($0 as? MediaError)?.code == .invalidRequest
    }
  }
}
