internal import CMedia
public import MediaTypes

/// Splits a video into files by copying its packets, without decoding anything.
///
/// A cut can only be made at a picture that decoding can start with, so edges move; the report says how
/// far. Pictures that lead such a picture, as in open groups, cannot be decoded in either file once there is
/// a cut: they are left out and counted, and such places are avoided where another lies within a second.
///
/// Each file's clock starts at zero with its first picture, or with the sound where that comes first at the
/// start of the source; the streams keep their distances to the tick of the container, or of Opus and Vorbis
/// to a few milliseconds. MPEG-TS, FLV and AVI have no times below zero, so that there all streams start later
/// by the same few pictures. Subtitles are in the file in which they begin, and end with it.
///
/// A copier blocks while it copies and belongs to one thread at a time.
public struct StreamCopier: ~Copyable {
  /// What the source says of itself.
  public let description: MediaDescription
  /// The stream whose pictures the edges are taken from.
  public let stream: VideoStream
  /// Its pictures.
  public let index: PacketIndex
  /// The kind of file that is written unless another is asked for: the source's own, or Matroska where that
  /// cannot be written or would lack a stream.
  public var container: CopyContainer { layout.container }

  private let input: MediaInput
  private let layout: CopyOutput.Layout
  private let places: CopyPlaces

  /// Opens a source and finds where it can be cut.
  ///
  /// An `index` of the stream saves reading the source once more.
  public init(
    _ source: MediaSource, stream: Int? = nil, index: PacketIndex? = nil,
    limits: MediaLimits = MediaLimits(), interruption: Interruption = Interruption()
  ) throws(MediaError) {
    let opened = try MediaInput(source, limits: limits, interruption: interruption)
    let description = MediaDescription(of: opened)
    let stream = try description.video(at: index?.stream ?? stream, of: opened)
    try opened.select(stream: stream.common.index)
    guard unsafe !cmedia_input_has_rewinds(opened.handle) else {
      throw MediaError(
        .invalidRequest,
        "\(source.name) shows its packets in another order than it holds them, so copies would differ"
      )
    }
    let found = if let index { index } else { try PacketIndex(reading: opened, stream) }
    guard let places = CopyPlaces(found) else {
      throw MediaError(.unreadable, "\(source.name) has no picture that could be copied")
    }
    let input = index == nil ? try opened.reopened(selecting: stream.common.index) : opened
    let own = CopyContainer(of: description, named: source.name)
    let layout = try Self.layout(
      of: description, stream, input, among: [own, .matroska].compactMap(\.self), isChosen: false)
    (self.description, self.stream, self.index) = (description, stream, found)
    (self.input, self.layout, self.places) = (input, layout, places)
  }

  /// The kind of file that is written for such edges unless another is asked for.
  ///
  /// What is encoded anew for exact ones is at home in fewer kinds.
  public func container(for edges: CopyEdges) -> CopyContainer {
    edges == .exact && !container.takesEncoded ? .matroska : container
  }

  /// What files for these ranges would hold, without copying anything.
  public func writtenRanges(for ranges: [TimeRange], edges: CopyEdges = .before) -> [TimeRange] {
    stretches(for: ranges, edges).map { stretch in
      TimeRange(
        Timestamp(stretch.start, index.timeBase), upTo: Timestamp(stretch.end, index.timeBase))
    }
  }

  private func stretches(for ranges: [TimeRange], _ edges: CopyEdges) -> [CopyPlaces.Stretch] {
    edges == .exact
      ? ExactCut.stretches(for: ranges, index) : places.stretches(for: ranges, edges)
  }

  /// Copies each stretch into its file, all in one reading.
  ///
  /// The stretches are in order and do not overlap; where one ends and the next starts, their files share
  /// the edge, so that every packet is in exactly one. The kind of file is the one asked for, or else the
  /// one that the names of the files tell, or else the source's own. All files get their names at the end;
  /// after an error or a cancellation nothing is left of them. `onProgress` is told the seconds of video
  /// passed so far, now and then.
  public consuming func copy(
    _ requests: [CopyRequest], into container: CopyContainer? = nil, edges: CopyEdges = .before,
    replacing: Bool = false, onProgress: ((Double) -> Void)? = nil
  ) throws(MediaError) -> CopyReport {
    guard requests.allSatisfy({ $0.range.start < $0.range.end }),
      zip(requests, requests.dropFirst()).allSatisfy({ $0.range.end <= $1.range.start })
    else {
      throw MediaError(
        .invalidRequest, "stretches to copy must not be empty, must be in order and not overlap")
    }
    guard Set(requests.map(\.path)).count == requests.count else {
      throw MediaError(.invalidRequest, "two stretches cannot be copied into one file")
    }
    let named = requests.map { CopyContainer(fileName: $0.path) }
    guard container != nil || Set(named.map { $0?.format }).count <= 1 else {
      throw MediaError(.invalidRequest, "the files of one copying must be of one kind")
    }
    var layout = self.layout
    let chosen = container ?? named.first ?? nil
    if let chosen, chosen.format != layout.container.format {
      layout = try Self.layout(of: description, stream, input, among: [chosen], isChosen: true)
    }
    let stretches = stretches(for: requests.map(\.range), edges)
    let cut = edges == .exact ? try ExactCut(stretches, index, of: stream, input) : nil
    if let cut, cut.isEncoded { layout = try encodable(layout, isChosen: chosen != nil) }
    for stream in layout.streams { unsafe cmedia_input_include(input.handle, CInt(stream)) }
    var run = try CopyRun(
      requests, stretches, replacing: replacing, input: input, layout: layout, index: index,
      stream: stream, description: description, cut: cut)
    try run.readAll(onProgress)
    return try run.publish()
  }

  /// The layout, or one in a container that takes what is encoded anew.
  private func encodable(
    _ layout: CopyOutput.Layout, isChosen: Bool
  ) throws(MediaError) -> CopyOutput.Layout {
    if layout.container.takesEncoded { return layout }
    guard isChosen else {
      return try Self.layout(
        of: description, stream, input, among: [.matroska], isChosen: false)
    }
    throw MediaError(
      .unsupportedCodec,
      "\(input.source.name): what exact edges need cannot be put into .\(layout.container) files"
    )
  }

  /// The first container that takes what is needed: all that is shown, heard and read, unless it was
  /// chosen by somebody.
  private static func layout(
    of description: MediaDescription, _ stream: VideoStream, _ input: MediaInput,
    among containers: [CopyContainer], isChosen: Bool
  ) throws(MediaError) -> CopyOutput.Layout {
    let film: Set = [stream.common.index]
    let vital = Set(
      (description.videos.filter { !$0.isAttachedPicture }.map(\.common)
        + description.sounds.map(\.common)).map(\.index))
    // Rather another container than a stream less, rather a stream less than no file.
    let needs = [vital.union(description.texts.map(\.common.index)), vital, film]
    for needed in isChosen ? [film] : needs {
      for container in containers {
        let taken = (0..<input.streamCount).filter {
          CopyOutput.Layout.takes(container, $0, of: input)
        }
        // What a codec's name promises, its settings may not keep.
        for streams in [taken, taken.filter(vital.contains), taken.filter(film.contains)]
        where needed.isSubset(of: streams) {
          if let layout = CopyOutput.Layout(container, streams, of: input) { return layout }
        }
      }
    }
    let kinds = containers.map { ".\($0)" }.joined(separator: " or ")
    throw MediaError(
      .unsupportedCodec,
      "\(input.source.name): \(stream.common.codec) cannot be copied into \(kinds) files")
  }
}
