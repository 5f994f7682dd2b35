/// Tells changes from chance.
package enum Noise {
  /// The least part by which something has to change to be worth a word.
  package static let leastChange = 0.02
  // One of fifty things that did not change may seem to.
  private static let leastSurprise = 0.02

  /// What figures of before and after say.
  package enum Verdict: String, Codable, Sendable {
    /// Less than before, beyond the noise.
    case less
    /// More than before, beyond the noise.
    case more
    /// What differs may be chance.
    case noise
    /// There are too few rounds to tell.
    case unknown
  }

  /// Compares figures that were taken apart from each other.
  package static func verdict(before: [Double], after: [Double]) -> Verdict {
    guard before.count >= 3, after.count >= 3, before.median > 0 else { return .unknown }
    let change = after.median / before.median - 1
    guard change.magnitude >= leastChange else { return .noise }
    let isSure = chance(before, after) <= leastSurprise || isFarApart(before, after)
    return isSure ? (change < 0 ? .less : .more) : .noise
  }

  /// Judges what came of doing both in each round: the new over the old.
  package static func verdict(ratios: [Double]) -> Verdict {
    // With fewer, all would lie on one side of 1 too often by chance.
    guard ratios.count >= 6 else { return .unknown }
    guard (ratios.median - 1).magnitude >= leastChange / 2 else { return .noise }
    if ratios.allSatisfy({ $0 < 1 }) { return .less }
    return ratios.allSatisfy { $0 > 1 } ? .more : .noise
  }

  /// How probable it is that figures of one and the same thing fall into two groups at least as unlike as these.
  ///
  /// By Mann's and Whitney's test of ranks, both ways, exactly.
  package static func chance(_ first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    let wins = first.reduce(0.0) { sum, a in
      sum + second.reduce(0.0) { $0 + (a < $1 ? 1 : a == $1 ? 0.5 : 0) }
    }
    let fewest = Int(min(wins, Double(first.count * second.count) - wins).rounded(.up))
    let ways = waysToWin(first.count, second.count)
    let tail = ways.prefix(fewest + 1).reduce(0, +)
    return min(1, 2 * tail / ways.reduce(0, +))
  }

  /// How many orders of `a` and `b` figures have each number of pairs in which the first is less.
  private static func waysToWin(_ a: Int, _ b: Int) -> [Double] {
    var ways = [Double](repeating: 0, count: a * b + 1)
    ways[0] = 1
    for factor in 1...a {
      for place in stride(from: ways.count - 1, through: 0, by: -1) where place >= b + factor {
        ways[place] -= ways[place - b - factor]
      }
      for place in ways.indices where place >= factor { ways[place] += ways[place - factor] }
    }
    return ways
  }

  /// Whether two ranges lie further apart than either is wide, which tells where there are few rounds.
  private static func isFarApart(_ first: [Double], _ second: [Double]) -> Bool {
    guard let a = range(first), let b = range(second) else { return false }
    let gap = max(b.least - a.most, a.least - b.most)
    return gap > max(a.most - a.least, b.most - b.least)
  }

  private static func range(_ values: [Double]) -> (least: Double, most: Double)? {
    guard let least = values.min(), let most = values.max() else { return nil }
    return (least, most)
  }
}
