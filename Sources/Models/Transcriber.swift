/// Anything that can write down what is said.
///
/// A transcriber keeps nothing between calls and may be called concurrently.
public protocol Transcriber: Sendable {
  /// Who listens.
  var identity: ModelIdentity { get }
  /// Writes down what is said in a sound.
  func transcribe(_ sound: SpeechSound) async throws(ModelError) -> Transcript
}

/// What is said in a sound.
public struct Transcript: Sendable, Equatable {
  /// The lines, none of which starts before the one before it, and all within the sound.
  public var lines: [WordLine]
  /// The language that was heard, as a tag such as `en`; nil if nobody said.
  public var language: String?
  /// What left this machine for it, tries that failed among it.
  public var transfers: [Transfer]

  /// Makes a transcript.
  public init(lines: [WordLine], language: String? = nil, transfers: [Transfer] = []) {
    (self.lines, self.language, self.transfers) = (lines, language, transfers)
  }
}
