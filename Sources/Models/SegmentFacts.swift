public import MediaTypes

/// What was measured of a segment.
public struct SegmentFacts: Sendable, Equatable {
  /// The shots that lie in it or reach into it, cut to it.
  public var shots: [ShotFacts] = []
  /// Stretches of black.
  public var black: [TimeRange] = []
  /// Stretches in which the picture stands still.
  public var frozen: [TimeRange] = []
  /// Stretches in which nothing is heard.
  public var silent: [TimeRange] = []
  /// Mean level in decibels of full scale; nil without sound.
  public var loudness: Double?
  /// Stretches that could not be read.
  public var damaged: [TimeRange] = []

  /// Knows nothing yet.
  public init() {}
}

/// What was measured of a shot, or of the part of it that lies in a segment.
public struct ShotFacts: Sendable, Equatable {
  /// How the camera moves.
  public enum Motion: String, Sendable, CaseIterable {
    /// It stands still.
    case still = "static"
    /// It turns or travels sideways.
    case pan
    /// It turns or travels up or down.
    case tilt
    /// It comes nearer or goes away.
    case zoom
    /// It moves without a direction.
    case handheld
  }

  /// From when to when.
  public var range: TimeRange
  /// How it comes: `cut`, `dissolve`, `fade_in` and so on; nil where the video begins, or another segment began it.
  public var opening: String?
  /// How the camera moves.
  public var motion: Motion
  /// Picture widths a second that what is seen moves.
  public var motionAmount: Double
  /// Mean luma, 0 black to 1 white.
  public var brightness: Double
  /// How much detail there is, 0 to 1.
  public var sharpness: Double
  /// The commonest colours, most first.
  public var colours: [ColourFact]
  /// When the frame that shows it best appears.
  public var bestFrame: Timestamp

  /// Gathers facts.
  public init(
    range: TimeRange, opening: String?, motion: Motion, motionAmount: Double, brightness: Double,
    sharpness: Double, colours: [ColourFact], bestFrame: Timestamp
  ) {
    (self.range, self.opening, self.motion) = (range, opening, motion)
    (self.motionAmount, self.brightness, self.sharpness) = (motionAmount, brightness, sharpness)
    (self.colours, self.bestFrame) = (colours, bestFrame)
  }
}

/// A colour and how much it fills.
public struct ColourFact: Sendable, Equatable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8
  /// The share of the picture, 0 to 1.
  public var share: Double

  /// Makes a colour.
  public init(red: UInt8, green: UInt8, blue: UInt8, share: Double) {
    (self.red, self.green, self.blue, self.share) = (red, green, blue, share)
  }
}
