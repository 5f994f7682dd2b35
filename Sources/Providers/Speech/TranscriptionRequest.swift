internal import Models
internal import Web

/// A sound as the form that `audio/transcriptions` takes.
struct TranscriptionRequest: Sendable {
  /// The model's name.
  var model: String
  /// How much is asked for.
  var detail = TranscriptDetail.words
  /// The language that is spoken; nil leaves it to the model.
  var language: String?

  /// The form.
  func form(of sound: SpeechSound) -> MultipartForm {
    var form = MultipartForm()
    form.add("model", model)
    form.add("response_format", detail == .words ? "verbose_json" : "json")
    if detail == .words {
      form.add("timestamp_granularities[]", "word")
      form.add("timestamp_granularities[]", "segment")
    }
    if let language { form.add("language", language) }
    // Without a name that ends so some servers do not know what it is.
    form.add("file", file: "speech.wav", type: "audio/wav", sound.wav)
    return form
  }
}
