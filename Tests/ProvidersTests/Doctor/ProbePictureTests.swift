import MediaTypes
import TestSupport
import Testing

@testable import Providers

@Suite(.timeLimit(.minutes(40)), .computing) struct ProbePictureTests {
  @Test func `four digits come out as four separate black shapes on white`() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<20 {
      let digits = ProbePicture.digits(using: &generator)
      #expect(digits.count == 4 && digits.allSatisfy("0234689".contains))
      for picture in [ProbePicture(digits), .small(digits)] {
        let drawing = picture.drawing
        #expect(Set(drawing.pixels) == [0, 255])
        #expect(Self.stretches(of: drawing).count == 4)
      }
    }
  }

  @Test(arguments: [1024, 2048, 4096])
  func `digits in a corner lie whole in the picture's last quarter`(side: Int) throws {
    let picture = ProbePicture(
      "2408", width: side, height: side * 9 / 16, digitHeight: 60, isInCorner: true)
    let stretches = Self.stretches(of: picture.drawing)
    #expect(stretches.count == 4)
    #expect(try #require(stretches.first).lowerBound > side / 2)
    #expect(try #require(stretches.last).upperBound < side - 10)
  }

  @Test func `other digits make other pictures`() {
    let drawings = "0234689".map { ProbePicture(String(repeating: $0, count: 4)).drawing.pixels }
    #expect(Set(drawings).count == 7)
  }

  /// The columns with ink, by what touches.
  private static func stretches(of picture: Picture) -> [Range<Int>] {
    let width = picture.layout.width
    var isInked = [Bool](repeating: false, count: width)
    for (place, pixel) in picture.pixels.enumerated() where pixel == 0 {
      isInked[place % width] = true
    }
    var stretches: [Range<Int>] = []
    for column in 0..<width where isInked[column] {
      if stretches.last?.upperBound == column {
        stretches[stretches.count - 1] = stretches[stretches.count - 1].lowerBound..<column + 1
      } else {
        stretches.append(column..<column + 1)
      }
    }
    return stretches
  }
}
