internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation

/// What is known of a video before any model is asked: what was measured, and the segments.
struct Survey: Sendable {
  let footage: Footage
  let video: VideoFacts
  let tiling: [Segment]
  /// All that is said.
  let speech: [WordLine]
  private(set) var segments: [ClipSegment]

  /// Takes what was measured apart by the request's rule; `lines` are all that is said.
  init(
    _ footage: Footage, lines: [TextLine], for request: AnalysisRequest
  ) throws(SegmenterError) {
    var bounds = SegmentBounds.none
    if let asked = request.bounds {
      bounds = asked
    } else if request.policy == .balanced {
      bounds = try SegmentBounds(minimum: 2, maximum: 60, preferred: 10)
    }
    let policy = request.policy.shifted(to: footage.zero)
    let tiling = try Segmenter(policy, bounds: bounds).segments(
      of: footage.range, candidates: footage.boundaries, frames: footage.frames)
    self.init(footage, tiling, lines: lines)
  }

  init(_ footage: Footage, _ tiling: [Segment], lines: [TextLine]) {
    (self.footage, self.tiling) = (footage, tiling)
    video = footage.videoFacts
    speech = lines.compactMap { $0.words(in: footage.range) }
    var facts = FactGathering(footage, lines: lines)
    segments = tiling.enumerated().map { place, segment in
      facts.segment(segment.range, number: place + 1)
    }
  }

  /// The same with what stands on the screen in each segment.
  func reading(_ screen: ScreenReading, _ kept: KeptFolder?, _ contentName: String?)
    throws(ScreenReadingError) -> Survey
  {
    var survey = self
    survey.segments = try screen.segments(segments, kept: kept, contentName: contentName)
    return survey
  }

  /// The same video taken apart at stretches that the caller names.
  func taken(
    at stretches: [SegmentDefinition.Stretch], lines: [TextLine]
  ) throws(SegmenterError) -> Survey {
    let given = stretches.map { stretch in
      GivenRange(
        footage.zero.advanced(by: stretch.start), upTo: footage.zero.advanced(by: stretch.end))
    }
    let tiling = try Segmenter(.given(given)).segments(of: footage.range, frames: footage.frames)
    return Survey(footage, tiling, lines: lines)
  }
}

extension Footage {
  /// What models are told of the video.
  var videoFacts: VideoFacts {
    let size = stream.uprightSize
    return VideoFacts(
      title: description.tags.first { $0.key.lowercased() == "title" }?.value, zero: zero,
      range: range, width: size.width, height: size.height,
      frameRate: (stream.averageRate ?? stream.realRate)?.value, hasSound: description.sound != nil)
  }
}

extension SegmentPolicy {
  /// The same with given ranges on the clock of the video instead of counted from its first picture.
  fileprivate func shifted(to zero: Timestamp) -> SegmentPolicy {
    guard case .given(let ranges) = self else { return self }
    func instant(_ time: Timestamp) -> Timestamp {
      zero.advanced(by: Ratio(ticks: time.ticks, of: time.timeBase) ?? 0)
    }
    return .given(ranges.map { GivenRange(instant($0.start), upTo: instant($0.end)) })
  }
}
