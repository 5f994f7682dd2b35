/// Steele, Lea and Flood's generator: the same numbers for the same seed, on every machine.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// Throws that depend on a seed and on what they are for.
  init(seed: UInt64, _ purpose: String) {
    // Fowler, Noll and Vo's hash: Swift's own differs from run to run.
    state = purpose.utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number within the range, evenly.
  mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / 0x1p53
  }

  /// The generator's last step alone, which makes bits of numbers that are alike look like noise.
  static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
