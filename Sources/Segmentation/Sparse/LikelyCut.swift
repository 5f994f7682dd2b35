/// A key picture that begins a new shot, as far as can be told without decoding what lies before it.
public struct LikelyCut: Sendable, Equatable {
  /// The number of the key picture.
  public let ordinal: Int
  /// How sure it is, from 0 to 1.
  public let confidence: Double
}
