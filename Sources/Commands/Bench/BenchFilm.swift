internal import Media
internal import MediaTypes

/// The film that a bench is made on.
struct BenchFilm: Sendable {
  /// Its name.
  let title: String
  let path: String
  /// The stream that is looked at.
  let stream: Int
  let codec: String
  let width: Int
  let height: Int
  /// Pictures a second, on average; nil if the file does not say.
  let rate: Double?
  /// Bytes; nil if they are not known.
  let size: Int64?
  /// How long it is, in seconds; nil if the file does not say.
  let length: Double?
  /// The seconds from its start that are looked at.
  let measured: Ratio

  init(_ input: InputName, _ path: String, _ facts: MediaDescription, measuring seconds: Ratio)
    throws(CommandError)
  {
    guard let video = facts.video else {
      throw CommandError(
        .badInput, "\(input.title) has no pictures", advice: "\"shotlog probe\" shows what it holds"
      )
    }
    (title, self.path, stream) = (input.title, path, video.common.index)
    codec = video.common.codec
    (width, height) = video.uprightSize
    rate = (video.averageRate ?? video.realRate)?.value
    (size, length, measured) = (facts.size, facts.containerDuration?.seconds, seconds)
  }

  /// The film in words.
  var words: String {
    let parts = [
      "\(width)x\(height)", codec, rate.map { "\(Decimal.text($0, places: 2)) fps" },
      length.map(Timecode.text), size.map(Decimal.bytes),
      length.map { $0 > measured.value } ?? true
        ? "the first \(Decimal.text(measured.value, places: 1)) s of it" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
