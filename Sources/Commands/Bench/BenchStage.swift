internal import Analysis
internal import Media
internal import MediaTypes
internal import Segmentation

/// A piece of work whose pace a user cares about.
enum BenchStage: String, CaseIterable, Codable, Sendable {
  /// What the file says of itself.
  case probe
  /// Times, lengths and kinds of all pictures, without decoding.
  case index
  /// Every picture, with a small drawing of it.
  case pictures
  /// The picture on show at each full second, as JPEG.
  case seconds
  /// Key pictures, as JPEG.
  case keys
  /// Where shots begin and end, with all that is measured on the way.
  case shots

  /// What came of a stage.
  struct Yield: Codable, Equatable, Sendable {
    /// How many pictures there were; 0 where none are counted.
    let pictures: Int
    /// How many seconds of film they cover; nil if that is not known.
    let filmSeconds: Double?
  }

  /// Its name in the table.
  var title: String {
    switch self {
    case .probe: "probe"
    case .index: "packet index"
    case .pictures: "every picture"
    case .seconds: "a picture a second"
    case .keys: "key pictures"
    case .shots: "shots"
    }
  }

  /// Whether it goes through the film as far as it is asked to; the others always see all of the file.
  var isBounded: Bool { self != .probe && self != .index }

  /// Does it on the first seconds of a film, and gives how much that was.
  func run(
    _ source: MediaSource, seconds: Ratio, _ interruption: Interruption
  ) throws(MediaError) -> Yield {
    let window = SamplingWindow(to: seconds)
    switch self {
    case .probe:
      let facts = try MediaDescription(of: source, interruption: interruption)
      return Yield(pictures: 0, filmSeconds: facts.containerDuration?.seconds)
    case .index:
      let index = try PacketIndex(of: source, interruption: interruption)
      return Yield(pictures: index.pictures.count, filmSeconds: index.range?.seconds)
    case .pictures:
      return try Self.walk(
        try FrameSampler(
          source, .everyFrame, window: window, drawing: .gray8,
          size: .exact(width: 64, height: 36), interruption: interruption))
    case .seconds:
      return try Self.files(
        source, .speed(1, picturesPerSecond: 1), window: window, interruption)
    case .keys: return try Self.files(source, .keyFrames, window: window, interruption)
    case .shots:
      var scan = Scan()
      (scan.window, scan.interruption) = (window, interruption)
      let footage = try scan.footage(of: source)
      return Yield(pictures: footage.frames.ticks.count, filmSeconds: footage.range.seconds)
    }
  }

  private static func files(
    _ source: MediaSource, _ plan: SamplingPlan, window: SamplingWindow,
    _ interruption: Interruption
  ) throws(MediaError) -> Yield {
    let encoders = EncoderPool(.jpeg(quality: 90))
    return try walk(
      try FrameSampler(
        source, plan, window: window, bytesPerDrawing: 512 * 512, interruption: interruption
      ) { frame throws(MediaError) in
        try encoders.encode(try frame.picture(.yuv420, .fitting(longestSide: 512)))
      })
  }

  private static func walk<Drawing>(
    _ sampler: consuming FrameSampler<Drawing>
  ) throws(MediaError) -> Yield {
    var (count, end) = (0, 0.0)
    while let sample = try sampler.next() {
      count += 1
      end = sampler.zero.map { sample.frame.end.seconds(since: $0) } ?? end
    }
    return Yield(pictures: count, filmSeconds: count > 0 ? end : nil)
  }
}
