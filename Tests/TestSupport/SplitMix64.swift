/// Steele, Lea and Flood's generator: the same numbers for the same seed, on every machine.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts at a seed.
  public init(seed: UInt64) { state = seed }

  /// Gives the next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A 64-bit number of any magnitude: small, large and extreme ones are about equally likely.
  public mutating func integer() -> Int64 {
    switch next() % 16 {
    case 0: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max].randomElement(using: &self) ?? 0
    default: Int64(bitPattern: next()) >> Int64(next() % 64)
    }
  }
}
