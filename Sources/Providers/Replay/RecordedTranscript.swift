internal import Digests
internal import JSON
internal import MediaTypes
internal import Models

/// What was heard in a sound, as a line of a recording.
struct RecordedTranscript {
  /// Tells the sound from others; the recording does not hold it.
  let sound: String
  let transcript: Transcript

  init(_ sound: SpeechSound, _ transcript: Transcript) {
    (self.sound, self.transcript) = (Self.name(of: sound), transcript)
  }

  /// Reads a line; nil for any other.
  init?(_ value: JSONValue) {
    guard let sound = value["sound"]?.asText,
      let transcript = value["transcript"].flatMap(Transcript.init(json:))
    else { return nil }
    (self.sound, self.transcript) = (sound, transcript)
  }

  var json: JSONValue { ["sound": .text(sound), "transcript": transcript.json] }

  static func name(of sound: SpeechSound) -> String {
    var digest = SHA256()
    digest.take("\(sound.range.start.seconds) ".utf8)
    digest.take(sound.wav)
    return digest.text
  }
}
