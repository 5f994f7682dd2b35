/// What a video is like, as far as it has to keep to bounds.
package struct VideoFacts: Sendable, Equatable {
  /// How long it is, in seconds.
  package var seconds: Double
  /// Pixels across the upright picture.
  package var width: Int
  /// Pixels down the upright picture.
  package var height: Int
  /// Bytes of the file; nil if nobody knows.
  package var size: Int64?

  /// Describes a video.
  package init(seconds: Double, width: Int, height: Int, size: Int64? = nil) {
    (self.seconds, self.width, self.height, self.size) = (seconds, width, height, size)
  }
}

/// What videos may be like.
package struct VideoBounds: Sendable, Equatable {
  /// The fewest seconds of a video of which everything is analysed.
  package var shortest: Double
  /// The most seconds that are analysed.
  package var longest: Double
  /// The most seconds of a video of which a window is analysed.
  package var longestAround: Double
  /// The fewest seconds of a window.
  package var shortestWindow: Double
  /// The fewest pixels of a side.
  package var leastSide = 360
  /// The most pixels of the longer side.
  package var mostLongSide = 5184
  /// The most pixels of the shorter side.
  package var mostShortSide = 2160
  /// How many tenths of the shorter side the longer one may have.
  package var mostAspectTenths = 24
  /// The most bytes of a file.
  package var mostBytes: Int64 = 4 << 30

  /// The bounds of tasks: 4 seconds to 2 hours, or to 4 hours around a window.
  package static let task = VideoBounds(
    shortest: 4, longest: 7200, longestAround: 14400, shortestWindow: 4)
  /// The bounds of what is answered at once: 1 second to 1 hour.
  package static let answer = VideoBounds(
    shortest: 1, longest: 3600, longestAround: 3600, shortestWindow: 1)

  /// The same for videos of any length and size; windows keep theirs.
  package var relaxed: VideoBounds {
    var bounds = VideoBounds(
      shortest: 0, longest: .infinity, longestAround: .infinity, shortestWindow: shortestWindow)
    (bounds.leastSide, bounds.mostLongSide, bounds.mostShortSide) = (1, .max, .max)
    (bounds.mostAspectTenths, bounds.mostBytes) = (.max, .max)
    return bounds
  }

  /// Refuses a video whose file or pictures are out of bounds.
  package func check(_ facts: VideoFacts) throws(TwelveLabsRefusal) {
    if let size = facts.size, size > mostBytes {
      throw Self.refusal(
        .fileTooLarge, "The video has \(size) bytes; the maximum is \(mostBytes) bytes.")
    }
    let (long, short) = (max(facts.width, facts.height), min(facts.width, facts.height))
    let allowed =
      "\(leastSide)x\(leastSide) to \(mostLongSide)x\(mostShortSide); "
      + "the current resolution is \(facts.width)x\(facts.height)."
    guard short >= leastSide else {
      throw Self.refusal(.resolutionTooLow, "The resolution is too low: it may be \(allowed)")
    }
    guard long <= mostLongSide, short <= mostShortSide else {
      throw Self.refusal(.resolutionTooHigh, "The resolution is too high: it may be \(allowed)")
    }
    // A bound that is none would overflow.
    let most = short.multipliedReportingOverflow(by: mostAspectTenths)
    guard most.overflow || long * 10 <= most.partialValue else {
      throw Self.refusal(
        .aspectInvalid,
        "The aspect ratio may be 1:1 to 2.4:1, or 1:1 to 1:2.4; the current resolution is "
          + "\(facts.width)x\(facts.height).")
    }
  }

  /// Refuses a video whose length, or that of the part which is analysed, is out of bounds.
  func check(seconds: Double, analysed: Double, isWindow: Bool) throws(TwelveLabsRefusal) {
    guard isWindow || seconds >= shortest else {
      throw Self.refusal(
        .durationTooShort,
        "The video has \(seconds) seconds; the minimum is \(shortest) seconds.")
    }
    guard seconds <= (isWindow ? longestAround : longest), analysed <= longest else {
      throw Self.refusal(
        .durationTooLong,
        "Video duration exceeds maximum allowed duration: it has \(seconds) seconds, of which "
          + "\(analysed) are to be analysed; the maximum is \(longest) seconds"
          + (longestAround > longest ? ", or \(longestAround) around a window." : "."))
    }
  }

  private static func refusal(
    _ code: TwelveLabsRefusal.Code, _ message: String
  ) -> TwelveLabsRefusal {
    TwelveLabsRefusal(400, code, message, parameter: "video")
  }
}
