internal import Documents
internal import Media
internal import MediaTypes
internal import Rendering

/// What is said of a film that was rendered, and of one that could not be.
enum FilmFile {
  private struct Document: Encodable {
    let schema = "shotlog.film/1"
    let file: String
    let seconds: Double
    let width: Int
    let height: Int
    let bytes: Int64
  }

  /// Does what writes a film, and says what to do if it cannot be written.
  static func writing<Result>(
    _ path: String, _ body: () throws(MediaError) -> Result
  ) throws(CommandError) -> Result {
    do {
      return try body()
    } catch {
      let advice = error.code == .alreadyExists ? "--force replaces it" : nil
      throw CommandError(ExitCode(error.code), error.description, advice: advice)
    }
  }

  /// Says what was written: as JSON on standard output, or in words to whoever looks on.
  static func tell(
    _ facts: FilmFacts, _ path: String, isJSON: Bool, isQuiet: Bool, to console: Console
  ) throws(CommandError) {
    if isJSON {
      try console.output.write(
        try JSONText.of(
          Document(
            file: path, seconds: facts.duration.value.rounded(toPlaces: 6), width: facts.width,
            height: facts.height, bytes: facts.bytes)))
    } else if !isQuiet {
      console.say(
        "\(Decimal.timecode(facts.duration.value)) of \(facts.width)×\(facts.height) pixels, "
          + "\(Decimal.bytes(facts.bytes)), in \(path)")
    }
  }
}
