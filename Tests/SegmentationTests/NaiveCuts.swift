@testable import Segmentation

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What speaks for and against cuts as it is defined, every pair measured.
final class NaiveCuts {
  /// What is left of the blocks of two frames.
  struct Pair {
    var residues: [Double] = []
    var shares: [Double] = []
    var structure = 0.0
    var changed = 0.0
  }

  let frames: [PictureSignature]
  private var pictures: [Int: [Int]] = [:]
  private var pairs: [[Int]: Pair] = [:]

  init(_ frames: [PictureSignature]) { self.frames = frames }

  private func highPass(_ frame: Int) -> [Int] {
    if let known = pictures[frame] { return known }
    let made = NaiveShots.highPass(frames[frame])
    pictures[frame] = made
    return made
  }

  func pair(_ first: Int, _ second: Int) -> Pair {
    if let known = pairs[[first, second]] { return known }
    let (a, b) = (highPass(first), highPass(second))
    let (there, back) = (NaiveShots.search(b, in: a), NaiveShots.search(a, in: b))
    let (before, after) = (NaiveShots.activity(a), NaiveShots.activity(b))
    var pair = Pair()
    var (sum, weights) = (0.0, 0.001)
    for block in 0..<48 {
      let (f, g) = (Double(there[block]) / 96, Double(back[block]) / 96)
      let (m, n) = (sqrt(after[block]), sqrt(before[block]))
      let weighted = m * f / (after[block] + 0.7) + n * g / (before[block] + 0.7)
      pair.residues.append((f + g) / 2)
      pair.shares.append(weighted / (m + n + 0.001))
      (sum, weights) = (sum + weighted, weights + m + n)
      let shift = abs(level(first, second, block)) + colour(first, second, block)
      let limit = 0.55 * max(before[block], after[block]) + 0.8
      if max(f, g) > limit || shift > 18 { pair.changed += 1.0 / 48 }
    }
    pair.structure = sum / weights
    pairs[[first, second]] = pair
    return pair
  }

  func structure(_ first: Int, _ second: Int) -> Double { min(1.1, pair(first, second).structure) }

  /// The difference of a block's mean luma.
  private func level(_ first: Int, _ second: Int, _ block: Int) -> Double {
    samples(first, second, block) { Double($0) }.reduce(0, +) / 48
  }

  private func samples(
    _ first: Int, _ second: Int, _ block: Int, _ change: (Int) -> Double
  ) -> [Double] {
    (0..<48).map { place in
      let (row, column) = (block / 8 * 6 + place / 8, block % 8 * 8 + place % 8)
      return change(
        NaiveShots.luma(frames[first], column, row) - NaiveShots.luma(frames[second], column, row))
    }
  }

  /// The differences of a block's two mean colours.
  private func colour(_ first: Int, _ second: Int, _ block: Int) -> Double {
    [2304, 2304 + 576].map { plane in
      var sum = 0
      for place in 0..<12 {
        let (row, column) = (block / 8 * 3 + place / 4, block % 8 * 4 + place % 4)
        let at = plane + row * 32 + column
        sum += Int(frames[first].samples[at]) - Int(frames[second].samples[at])
      }
      return abs(Double(sum) / 12)
    }.reduce(0, +)
  }

  func luma(_ first: Int, _ second: Int) -> Double {
    log1p(NaiveShots.lumaStep(frames[first], frames[second]) / 3)
  }

  func colours(_ first: Int, _ second: Int) -> Double {
    log1p((0..<48).map { colour(first, second, $0) }.reduce(0, +) / 48 / 2)
  }

  /// Half the distance of histograms of 32 bins.
  func histograms(_ first: Int, _ second: Int) -> Double {
    let bins = [first, second].map { frame in
      var bins = [Double](repeating: 0, count: 33)
      for sample in frames[frame].samples[..<2304] {
        let place = Double(sample) * 31 / 255
        bins[Int(place)] += 1 - (place - place.rounded(.down))
        bins[Int(place) + 1] += place - place.rounded(.down)
      }
      return bins
    }
    return zip(bins[0], bins[1]).map { abs($0 - $1) }.reduce(0, +) / 2304 / 2
  }

  func straddling(_ frame: Int) -> [(Int, Int)] {
    let pairs = (2...4).flatMap { lag in
      (frame..<frame + lag).filter { $0 < frames.count && $0 >= lag }.map { ($0 - lag, $0) }
    }
    return pairs.isEmpty ? [(frame - 1, frame)] : pairs
  }

  func sides(_ frame: Int) -> [[Int]] {
    [Array(-6 ... -2), Array(2...6)].map { side in
      side.map { frame + $0 }.filter { $0 >= 1 && $0 < frames.count }
    }
  }

  func sorted(_ frame: Int, _ figure: (Int, Int) -> Double) -> [Double] {
    let known = sides(frame).joined().map { figure($0 - 1, $0) }
    return (known + [Double](repeating: 0, count: 10 - known.count)).sorted()
  }

  /// The first score of a boundary; nil where it cannot be a cut.
  func prospect(_ frame: Int) -> Double? {
    let (here, light) = (structure(frame - 1, frame), luma(frame - 1, frame))
    let lasting = straddling(frame).map { structure($0.0, $0.1) }.min() ?? 0
    let beside = [frame - 1, frame + 1].filter { $0 >= 1 && $0 < frames.count }
    let peak = beside.map { structure($0 - 1, $0) }.max() ?? 0
    guard here > 0.15, lasting > 0.1, here >= 0.8 * peak else { return nil }
    let most = sides(frame).map { $0.map { structure($0 - 1, $0) }.max() ?? 0 }
    let lights = sides(frame).map { $0.map { luma($0 - 1, $0) }.max() ?? 0 }
    let dark = straddling(frame).map { luma($0.0, $0.1) }.min() ?? 0
    return 3.388 * here + 7.324 * lasting - 4.644 * max(most[0], most[1])
      - 4.684 * min(most[0], most[1]) + 0.510 * light + 1.820 * dark
      - 1.132 * max(lights[0], lights[1]) - 0.737 * min(lights[0], lights[1]) - 7.516
  }

  /// The votes of blocks: here over the largest of the same blocks around.
  func votes(_ frame: Int, _ floor: Double, _ figure: (Int) -> [Double]) -> [Double] {
    let here = figure(frame)
    let around = sides(frame).joined().map(figure)
    return (0..<48).map { block in
      let largest = around.map { $0[block] }.max() ?? 0
      return log((here[block] + floor) / (largest + floor))
    }
  }

  func residueVotes(_ frame: Int) -> [Double] {
    votes(frame, 0.3) { self.pair($0 - 1, $0).residues }
  }
  func shareVotes(_ frame: Int) -> [Double] { votes(frame, 0.1) { self.pair($0 - 1, $0).shares } }
  func levelVotes(_ frame: Int) -> [Double] {
    votes(frame, 1) { frame in
      (0..<48).map {
        abs(self.level(frame - 1, frame, $0)) + 0.5 * self.colour(frame - 1, frame, $0)
      }
    }
  }
  func sampleVotes(_ frame: Int) -> [Double] {
    votes(frame, 0.5) { frame in (0..<48).map { self.still(frame, $0) } }
  }
  private func still(_ frame: Int, _ block: Int) -> Double {
    samples(frame - 1, frame, block) { Double(abs($0)) }.reduce(0, +) / 48
  }

  /// The score of a boundary, what comes back included.
  func score(_ frame: Int) -> Double {
    let mean = { (votes: [Double]) in votes.map { min(max($0, -1), 2) }.reduce(0, +) / 48 }
    let (residue, level) = (residueVotes(frame), mean(levelVotes(frame)))
    let lasting = straddling(frame).map { structure($0.0, $0.1) }.min() ?? 0
    let changed = { (a: Int, b: Int) in self.pair(a, b).changed }
    let change = sides(frame).map { $0.map { changed($0 - 1, $0) }.max() ?? 0 }
    var returns: [Double] = []
    for lag in 4...10 {
      for (a, b) in [(frame - 1, frame - 1 + lag), (frame - lag, frame)]
      where a >= 0 && b < frames.count {
        let light = NaiveShots.lumaStep(frames[a], frames[b])
        returns.append(pair(a, b).structure + 0.02 * light)
      }
    }
    let shares = straddling(frame).map { pair($0.0, $0.1).shares }
    let blocks = (0..<48).filter { block in shares.allSatisfy { $0[block] > 0.45 } }
    let lights = sorted(frame, luma)
    let tints = sorted(frame, colours)
    let beside = [frame - 1, frame + 1].filter { $0 >= 1 && $0 < frames.count }
    var score = -9.003 + 6.856 * max(lasting - 0.6, 0) + 9.679 * sorted(frame, structure)[7]
    score += 3.711 * (lights[4] + lights[5]) / 2
    score -= 1.408 * (beside.map { luma($0 - 1, $0) }.max() ?? 0)
    score += -4.356 * max(change[0], change[1]) - 5.934 * min(change[0], change[1])
    score += 10.396 * sorted(frame, changed)[8]
    score += 7.048 * (straddling(frame).map { histograms($0.0, $0.1) }.min() ?? 0)
    score -= 21.139 * sorted(frame, histograms)[8]
    score += 1.288 * (straddling(frame).map { colours($0.0, $0.1) }.min() ?? 0)
    score -= 3.806 * (tints[4] + tints[5]) / 2
    score -= 1.464 * min(max(residue.sorted()[36], -2), 3)
    score += 6.090 * Double(shareVotes(frame).count { $0 > 0.2 }) / 48
    score -= 6.635 * min(pair(frame - 1, frame).shares.sorted()[12], 1.3)
    score += 4.747 * Double(blocks.count) / 48
    score += 1.192 * log1p((0..<48).map { still(frame, $0) }.reduce(0, +) / 48)
    score -= 3.192 * min(returns.min() ?? 1, 1.6)
    score += 2.923 * min(mean(residue), mean(sampleVotes(frame)), level)
    return score + 3.204 * min(mean(residue), 0.3) + 5.261 * min(level, 0.3)
  }
}
