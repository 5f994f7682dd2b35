internal import JSON
internal import Models

/// Passes sounds on to another transcriber, and writes down what it hears.
struct RecordingTranscriber: Transcriber {
  let transcriber: any Transcriber
  let file: RecordingFile

  var identity: ModelIdentity { transcriber.identity }

  func transcribe(_ sound: SpeechSound) async throws(ModelError) -> Transcript {
    let transcript = try await transcriber.transcribe(sound)
    do throws(RecordingError) {
      try file.append(RecordedTranscript(sound, transcript).json.text)
    } catch {
      throw ModelError(.unavailable, error.message, transfers: transcript.transfers)
    }
    return transcript
  }
}

/// Hears what a recording says was heard.
struct ReplayTranscriber: Transcriber {
  let identity: ModelIdentity
  let transcripts: [String: Transcript]

  func transcribe(_ sound: SpeechSound) async throws(ModelError) -> Transcript {
    guard let known = transcripts[RecordedTranscript.name(of: sound)] else {
      throw ModelError(.brokenAnswer, "the recording does not say what is heard in this sound")
    }
    return known
  }
}
