internal import CMedia
public import MediaTypes

/// A cursor over the lines of one text track, in the order of the file.
///
/// Lines may overlap. A subtitle file of its own is a source like any other. A reader blocks while it
/// reads and belongs to one thread at a time.
@safe
public struct TextTrackReader: ~Copyable {
  /// What the file says of itself.
  public let description: MediaDescription
  /// The track that is read.
  public let stream: TextStream

  private let input: MediaInput
  private let handle: OpaquePointer
  /// A line that lasts until the next one, which is not known yet.
  private var open: (start: Timestamp, text: String)?
  /// Read while looking for the end of the one before.
  private var ready: TextLine?

  /// Opens the track with that index, or the one that a player would choose.
  public init(
    _ source: MediaSource, stream index: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption()
  ) throws(MediaError) {
    let input = try MediaInput(source, limits: limits, interruption: interruption)
    let description = MediaDescription(of: input)
    let stream = try description.text(at: index, of: input)
    try input.select(stream: stream.common.index)
    var handle: OpaquePointer?
    let code = unsafe cmedia_text_open(input.handle, &handle)
    guard code == 0, let handle = unsafe handle else { throw input.error(code) }
    (self.description, self.stream, self.input) = (description, stream, input)
    unsafe self.handle = handle
  }

  deinit { unsafe cmedia_text_close(handle) }

  /// Reads the next line; nil at the end.
  public mutating func next() throws(MediaError) -> TextLine? {
    if let line = ready {
      ready = nil
      return line
    }
    while let (start, end, text) = try read() {
      let line = end.map { TextLine(range: TimeRange(start, upTo: max(start, $0)), text: text) }
      guard let closed = close(at: start) else {
        if let line { return line }
        open = (start, text)
        continue
      }
      if let line { ready = line } else { open = (start, text) }
      return closed
    }
    return close(at: description.containerDuration)
  }

  /// Ends the line that lasts until something else happens, if there is one.
  private mutating func close(at end: Timestamp?) -> TextLine? {
    guard let line = open else { return nil }
    open = nil
    return TextLine(
      range: TimeRange(line.start, upTo: max(line.start, end ?? line.start)), text: line.text)
  }

  private func read() throws(MediaError) -> (start: Timestamp, end: Timestamp?, text: String)? {
    var line = unsafe cmedia_text_line()
    let code = unsafe cmedia_text_next(handle, input.handle, &line)
    guard code == 0, let plain = unsafe line.plain else {
      if code == CMEDIA_END { return nil }
      throw input.error(code)
    }
    let base = stream.common.timeBase
    return unsafe (
      Timestamp(line.start, base), Timestamp(known: line.end, base), String(cString: plain)
    )
  }
}

extension MediaDescription {
  /// The track with that index, or the one that a player would choose, if it can be read as words.
  fileprivate func text(at index: Int?, of input: MediaInput) throws(MediaError) -> TextStream {
    let name = input.source.name
    let words = texts.filter { $0.isText && $0.common.isDecodable }
    guard let index else {
      guard let found = words.first(where: { $0.common.isDefault }) ?? words.first else {
        throw MediaError(.noTextStream, "\(name) has no text track that can be read as words")
      }
      return found
    }
    guard let found = texts.first(where: { $0.common.index == index }) else {
      throw MediaError(.noTextStream, "stream \(index) of \(name) is not a text track")
    }
    guard found.isText else {
      throw MediaError(.noTextStream, "stream \(index) of \(name) holds pictures of words")
    }
    guard found.common.isDecodable else {
      throw MediaError(
        .unsupportedCodec,
        "\(name): this machine's FFmpeg has no decoder for \(found.common.codec)")
    }
    return found
  }
}
