internal import Media
internal import MediaTypes

/// A line of `frames.jsonl`: a picture and its place on the timeline.
struct FrameLine: Codable, Equatable {
  let file: String
  let width: Int
  let height: Int
  let ordinal: Int?
  let pts: Int64
  let timeBase: String
  let duration: Int64
  let seconds: Double
  let sourceSeconds: Double
  let key: Bool
  let instants: [Double]

  init(
    _ sample: Sample<FrameDrawing.Drawn>, number: Int, zero: Timestamp, format: FrameDrawing.Format
  ) {
    let frame = sample.frame
    (width, height) = (sample.drawing.width, sample.drawing.height)
    (ordinal, key) = (frame.ordinal, frame.isKey)
    pts = frame.timestamp.ticks
    timeBase = frame.timestamp.timeBase.description
    duration = frame.duration
    seconds = frame.timestamp.seconds(since: zero)
    sourceSeconds = frame.timestamp.seconds
    instants = sample.instants.map(\.value)
    file = Self.name(number, seconds: seconds, format: format)
  }

  /// Sorts by number, shows the time, and is allowed on every system: `0000012_0h00m04.000s.jpg`.
  static func name(_ number: Int, seconds: Double, format: FrameDrawing.Format) -> String {
    let time = Decimal.timecode(seconds).split(separator: ":")
    return "\(Decimal.padded(number, 7))_\(time[0])h\(time[1])m\(time[2])s.\(format)"
  }
}
