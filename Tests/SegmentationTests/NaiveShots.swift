@testable import Segmentation

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The figures as they are defined, written down once more without any thought of speed.
enum NaiveShots {
  static func luma(_ signature: PictureSignature, _ column: Int, _ row: Int) -> Int {
    Int(signature.samples[row * 64 + column])
  }

  /// 128 + 2 · (Y - mean of the 9×9 samples around that exist), 36 rows of 64.
  static func highPass(_ signature: PictureSignature) -> [Int] {
    (0..<36 * 64).map { place in
      let (row, column) = (place / 64, place % 64)
      var (sum, count) = (0, 0)
      for y in max(0, row - 4)...min(35, row + 4) {
        for x in max(0, column - 4)...min(63, column + 4) {
          sum += luma(signature, x, y)
          count += 1
        }
      }
      let value = 128 + 2 * (Double(luma(signature, column, row)) - Double(sum) / Double(count))
      return Int(max(0, min(255, (value + 0.5).rounded(.down))))
    }
  }

  /// The least sum of absolute differences of each block of `wanted` in `other`, way included.
  static func search(_ wanted: [Int], in other: [Int]) -> [Int] {
    (0..<48).map { block in
      var best = Int.max
      for down in -3...3 {
        for across in -4...4 {
          let sum = difference(wanted, other, block, across, down)
          best = min(best, sum + (abs(down) + abs(across)) / 2)
        }
      }
      return best
    }
  }

  static func difference(_ a: [Int], _ b: [Int], _ block: Int, _ across: Int, _ down: Int) -> Int {
    var sum = 0
    for y in 0..<6 {
      for x in 0..<8 {
        let (row, column) = (block / 8 * 6 + y, block % 8 * 8 + x)
        let (there, beside) = (max(0, min(35, row + down)), max(0, min(63, column + across)))
        sum += abs(a[row * 64 + column] - b[there * 64 + beside])
      }
    }
    return sum
  }

  static func activity(_ highPass: [Int]) -> [Double] {
    (0..<48).map { block in
      let flat = [Int](repeating: 128, count: 36 * 64)
      return Double(difference(highPass, flat, block, 0, 0)) / 96
    }
  }

  /// The share of structure that is not found again.
  static func structure(_ first: PictureSignature, _ second: PictureSignature) -> Double {
    let (a, b) = (highPass(first), highPass(second))
    let (there, back) = (search(b, in: a), search(a, in: b))
    let (before, after) = (activity(a), activity(b))
    var (sum, weights) = (0.0, 0.001)
    for block in 0..<48 {
      let (m, n) = (after[block], before[block])
      sum += sqrt(m) * Double(there[block]) / 96 / (m + 0.7)
      sum += sqrt(n) * Double(back[block]) / 96 / (n + 0.7)
      weights += sqrt(m) + sqrt(n)
    }
    return sum / weights
  }

  static func lumaStep(_ first: PictureSignature, _ second: PictureSignature) -> Double {
    var sum = 0.0
    for block in 0..<48 {
      var step = 0
      for y in 0..<6 {
        for x in 0..<8 {
          let (row, column) = (block / 8 * 6 + y, block % 8 * 8 + x)
          step += luma(first, column, row) - luma(second, column, row)
        }
      }
      sum += Double(abs(step)) / 48
    }
    return sum / 48
  }
}
