internal import MediaTypes

/// Reads signatures from what a `RecordingWriter` wrote, line by line.
///
/// Nothing in a line is trusted. Figures are not read: what is decided is decided from the signatures.
package struct RecordingReader: Sendable {
  private var line = 0
  private var previous: PictureSignature?

  /// Starts at the first line.
  package init() {}

  /// Reads the next line; nil for the first, which only names the columns.
  package mutating func read(
    _ text: some StringProtocol
  ) throws(RecordingError) -> PictureSignature? {
    line += 1
    var content = Substring(text)
    if content.hasSuffix("\r") { content.removeLast() }
    guard line > 1 else {
      guard content == RecordingWriter.header else {
        throw RecordingError(.notRecording, line: 1, "this is not a recording of signatures")
      }
      return nil
    }
    let signature = try signature(content)
    previous = signature
    return signature
  }

  private func signature(_ text: Substring) throws(RecordingError) -> PictureSignature {
    // A line of the longest numbers is far shorter; what is longer is not split first.
    guard text.utf8.count <= 2 * PictureSignature.sampleCount else {
      throw RecordingError(.wrongColumns, line: line, "the line is too long")
    }
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    let expected = RecordingWriter.columns.count
    guard fields.count == expected else {
      throw RecordingError(
        .wrongColumns, line: line, "there are \(fields.count) columns, not \(expected)")
    }
    let base = try timeBase(fields[3])
    let ordinal = try number(fields[0], "ordinal")
    let range = try range(from: number(fields[1], "pts"), to: number(fields[2], "end"), base)
    try checkOrder(ordinal: ordinal, range)
    guard let samples = Base64.bytes(fields[expected - 1]),
      let signature = PictureSignature(samples: samples, ordinal: Int(ordinal), range: range)
    else {
      throw RecordingError(.invalidSignature, line: line, "the signature cannot be read")
    }
    return signature
  }

  private func number(_ field: Substring, _ name: String) throws(RecordingError) -> Int64 {
    guard let number = Int64(field) else {
      throw RecordingError(.invalidNumber, line: line, "\(name) is not a whole number")
    }
    return number
  }

  private func timeBase(_ field: Substring) throws(RecordingError) -> TimeBase {
    let parts = field.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let upper = Int32(parts[0]), let lower = Int32(parts[1]),
      let base = TimeBase(upper, lower)
    else {
      throw RecordingError(.invalidNumber, line: line, "time_base is not a positive fraction")
    }
    return base
  }

  private func range(
    from start: Int64, to end: Int64, _ base: TimeBase
  ) throws(RecordingError) -> TimeRange {
    guard start <= end else {
      throw RecordingError(.invalidOrder, line: line, "the frame ends before it starts")
    }
    return TimeRange(Timestamp(start, base), upTo: Timestamp(end, base))
  }

  private func checkOrder(ordinal: Int64, _ range: TimeRange) throws(RecordingError) {
    guard ordinal >= 0, ordinal < .max else {
      throw RecordingError(.invalidNumber, line: line, "ordinal is out of range")
    }
    guard let previous else { return }
    guard range.start.timeBase == previous.range.start.timeBase else {
      throw RecordingError(.invalidOrder, line: line, "the time base changes")
    }
    guard ordinal > Int64(previous.ordinal), range.start >= previous.range.start else {
      throw RecordingError(
        .invalidOrder, line: line, "the frame does not come after the one above")
    }
  }
}
