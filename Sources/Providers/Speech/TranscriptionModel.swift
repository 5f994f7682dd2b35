internal import JSON
public import Models
package import Web

/// A model that writes down what is said, on any server that answers `audio/transcriptions`.
public struct TranscriptionModel: Transcriber {
  private let conversation: ServerConversation
  private let language: String?
  private let details = WayMemory<TranscriptDetail>()

  /// Makes the model of an entry; whom the entry names may be talked to.
  ///
  /// A base that ends in `/inference` is whisper.cpp's own place. Without a language the model finds out which is
  /// spoken.
  public init(_ entry: ServerEntry, language: String? = nil) {
    self.init(entry, language: language, over: WebClient(policy: .any))
  }

  /// Makes the model of an entry; the client decides who may be talked to.
  package init(_ entry: ServerEntry, language: String?, over client: WebClient) {
    conversation = ServerConversation(entry, over: client)
    self.language = language
  }

  /// Who listens.
  public var identity: ModelIdentity { conversation.entry.identity }

  /// Writes down what is said in a sound.
  public func transcribe(_ sound: SpeechSound) async throws(ModelError) -> Transcript {
    let entry = conversation.entry
    let isWhisper = entry.base.split(separator: "/").last == "inference"
    let reply = try await details.ask(from: .words) { detail throws(ModelError) in
      let request = TranscriptionRequest(
        model: entry.model, detail: detail,
        // Told nothing, whisper.cpp takes everything for English.
        language: language ?? (isWhisper ? "auto" : nil))
      return try await conversation.post(
        isWhisper ? "" : "/audio/transcriptions", request.form(of: sound))
    }
    switch reply.result {
    case .failure(let refusal): throw ModelError(refusal, from: entry, reply.transfers)
    case .success(let answer):
      guard var transcript = TranscriptReading(of: sound).transcript(answer) else {
        throw ModelError(
          .brokenAnswer, "\(entry.name): the answer is no transcript", transfers: reply.transfers)
      }
      transcript.transfers = reply.transfers
      return transcript
    }
  }
}
