/// What a file tells of a picture without decoding it.
public struct CodedPicture: Sendable, Equatable {
  /// Bytes of its packet.
  public let size: Int
  /// Whether it can be decoded without others.
  public let isKey: Bool

  /// Describes a picture.
  public init(size: Int, isKey: Bool) { (self.size, self.isKey) = (size, isKey) }
}
