import TestSupport
import Testing

@testable import Reading

@Suite(.timeLimit(.minutes(40)), .computing) struct StrokeMapTests {
  /// What an opening of eight samples takes away, by its definition: the sample less the best of the
  /// darkest samples of all windows that hold it, edges repeated.
  private func stroke(_ line: [Int], at place: Int) -> Int {
    func sample(_ place: Int) -> Int { line[min(max(place, 0), line.count - 1)] }
    let lowest = (place - 7...place).map { start in
      (start...start + 7).map(sample).min() ?? 0
    }
    return line[place] - (lowest.max() ?? 0)
  }

  @Test(arguments: 0..<24)
  func `cells hold the strokes that the definition gives`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let (width, height) = (Int.random(in: 8...90, using: &random), 4)
    var plane = Plane(width: width, height: height)
    // None in the row that the threshold is chosen by, which so stays at its least: 32.
    for _ in 0..<width * height / 50 {
      let place = Int.random(in: width..<width * height, using: &random)
      plane.samples[place] = .random(in: 0...255, using: &random)
    }
    let isDark = seed % 2 == 1
    let shown = isDark ? plane.inverted : plane
    let map = StrokeMap(of: shown, isDark: isDark)
    try #require(map.columns == width / 8 && map.rows == height / 2)
    for row in 0..<map.rows {
      for column in 0..<map.columns {
        var (count, strength) = (0, 0)
        for y in 2 * row..<2 * row + 2 {
          let line = plane.samples[y * width..<(y + 1) * width].map(Int.init)
          for x in 8 * column..<8 * column + 8 {
            let stroke = stroke(line, at: x)
            if stroke >= 32 {
              count += 1
              strength += stroke / 16
            }
          }
        }
        #expect(Int(map.counts[row * map.columns + column]) == count)
        #expect(Int(map.strengths[row * map.columns + column]) == strength)
      }
    }
  }

  @Test(arguments: [
    (30, 20, 17, 9), (16, 16, 16, 16), (9, 7, 31, 28), (64, 48, 32, 24), (5, 5, 1, 1),
  ])
  func `a plane of one tone keeps it at every size`(
    width: Int, height: Int, newWidth: Int, newHeight: Int
  ) {
    for tone: UInt8 in [0, 1, 127, 254, 255] {
      let plane = Plane(width: width, height: height, value: tone)
      let other = plane.resized(width: newWidth, height: newHeight)
      #expect(other.samples == [UInt8](repeating: tone, count: newWidth * newHeight))
      #expect(plane.halved.samples.allSatisfy { $0 == tone })
    }
  }

  @Test func `shrinking takes means of areas`() {
    let plane = Plane(width: 4, height: 2, samples: [0, 100, 200, 40, 20, 80, 240, 0])
    #expect(plane.resized(width: 2, height: 1).samples == [50, 120])
    #expect(plane.halved.samples == [50, 120])
    let wide = Plane(width: 3, height: 1, samples: [0, 90, 240])
    #expect(wide.resized(width: 2, height: 1).samples == [30, 190])
  }
}
