/// Why a recording cannot be written or read.
public struct RecordingError: Error, Sendable, Equatable {
  /// A sentence for people.
  public let message: String
}

extension RecordingError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
