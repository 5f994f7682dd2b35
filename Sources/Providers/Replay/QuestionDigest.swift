internal import Digests
internal import JSON
internal import Models

/// Tells questions apart by every word and picture that a model is shown, and by how it is to answer.
struct QuestionDigest {
  /// The digest in hexadecimal digits.
  let text: String

  /// Digests a question.
  init(_ clip: Clip, _ instruction: Instruction) {
    let request = ModelRequest(clip, instruction)
    let settings: JSONValue = [
      .text(request.system), request.schema?.value ?? .null, .flag(request.wantsJSON),
      request.outputTokens.map { .integer(Int64($0)) } ?? .null,
      request.temperature.map { .number($0) } ?? .null,
    ]
    var lines = [settings.text]
    for part in request.parts {
      switch part {
      case .text(let words): lines.append(JSONValue.text(words).text)
      case .picture(let picture):
        var digest = SHA256()
        digest.take(picture.bytes)
        lines.append("\(picture.mediaType) \(digest.text)")
      }
    }
    var digest = SHA256()
    for line in lines { digest.take("\(line)\n".utf8) }
    text = digest.text
  }
}
