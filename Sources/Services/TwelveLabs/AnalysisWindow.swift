internal import MediaTypes
internal import Wires

/// The part of a video that is analysed, in seconds from the first picture; without ends, all of it.
struct AnalysisWindow {
  let start: Double?
  let end: Double?
  /// The parameters that ranges of definitions were given by, and their ends.
  let ranges: [(parameter: String, end: Double)]

  /// The window of a request.
  init(_ request: TwelveLabs.CreateAnalyzeTaskRequest) {
    (start, end) = (request.startTime, request.endTime)
    ranges = (request.responseFormat?.segmentDefinitions ?? []).enumerated().flatMap { item in
      (item.element.timeRanges ?? []).enumerated().map { range in
        (
          "response_format.segment_definitions[\(item.offset)].time_ranges[\(range.offset)]",
          range.element.endTime
        )
      }
    }
  }

  private var isWhole: Bool { start == nil && end == nil }

  /// Refuses what is wrong however long the video is.
  func check(_ bounds: VideoBounds) throws(TwelveLabsRefusal) {
    if let start, start < 0 {
      throw .invalid("start_time", "start_time must not be negative.")
    }
    guard let end else { return }
    guard (start ?? 0) < end else {
      throw .invalid(
        start == nil ? "end_time" : "start_time", "start_time must be less than end_time.")
    }
    try check(length: Self.length(start ?? 0, end), bounds)
  }

  /// Refuses what is wrong for a video that long.
  func check(_ bounds: VideoBounds, videoSeconds seconds: Double) throws(TwelveLabsRefusal) {
    if let start, start >= seconds {
      throw .invalid(
        "start_time", "start_time must be less than the video duration (\(seconds) seconds).")
    }
    if let end, end > seconds {
      throw .invalid(
        "end_time", "end_time must not exceed the video duration (\(seconds) seconds).")
    }
    for range in ranges where range.end > seconds {
      throw .invalid(
        range.parameter, "It must not exceed the video duration (\(seconds) seconds).")
    }
    let length = Self.length(start ?? 0, end ?? seconds)
    if !isWhole { try check(length: length, bounds) }
    try bounds.check(seconds: seconds, analysed: length, isWindow: !isWhole)
  }

  private func check(length: Double, _ bounds: VideoBounds) throws(TwelveLabsRefusal) {
    guard length >= bounds.shortestWindow else {
      throw .invalid(
        start == nil ? "end_time" : "start_time",
        "The clip (end_time - start_time) must be at least \(bounds.shortestWindow) seconds.")
    }
  }

  /// The difference of the numbers as they are written: 5.1 is exactly 4 after 1.1.
  static func length(_ start: Double, _ end: Double) -> Double {
    guard let first = Ratio(start), let last = Ratio(end),
      let length = last.subtracting(first)
    else { return end - start }
    return length.value
  }
}
