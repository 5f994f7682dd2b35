/// A picture that is not of the video, and shows what a question means.
public struct ReferencePicture: Sendable, Equatable {
  /// The name by which the question speaks of it.
  public var name: String
  /// A JPEG, PNG or WebP file.
  public var bytes: [UInt8]
  /// Its kind: `image/jpeg`.
  public var mediaType: String

  /// Makes a reference.
  public init(name: String, bytes: [UInt8], mediaType: String) {
    (self.name, self.bytes, self.mediaType) = (name, bytes, mediaType)
  }
}
