/// A change of shot of a clip that was put together, so that everything is known of it.
public struct Join: Sendable, Equatable {
  /// What it looks like.
  public let kind: String
  /// The frames in which it can be seen; for a cut the first one of the new shot.
  public let frames: ClosedRange<Int>
  /// Whether both sides come from one shot, at different times.
  public let isSameShot: Bool

  /// Makes one.
  public init(_ kind: String, _ frames: ClosedRange<Int>, isSameShot: Bool) {
    (self.kind, self.frames, self.isSameShot) = (kind, frames, isSameShot)
  }
}

extension Join: Decodable {
  private enum Key: String, CodingKey {
    case kind, first, last
    case isSameShot = "same_shot"
  }

  /// Reads `{"kind", "first", "last", "same_shot"}`.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let (first, last) = (
      try fields.decode(Int.self, forKey: .first), try fields.decode(Int.self, forKey: .last)
    )
    guard first <= last else {
      throw DecodingError.dataCorruptedError(
        forKey: .last, in: fields, debugDescription: "a join that ends before it begins")
    }
    kind = try fields.decode(String.self, forKey: .kind)
    frames = first...last
    isSameShot = try fields.decode(Bool.self, forKey: .isSameShot)
  }
}
