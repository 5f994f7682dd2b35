#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Levels and the power they stand for.
enum Decibels {
  static func power(_ level: Double) -> Double { pow(10, level / 10) }
  static func level(_ power: Double) -> Double { power > 0 ? 10 * log10(power) : -100 }
}
