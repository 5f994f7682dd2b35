/// What is measured of one frame beside the search for shots.
public struct FrameCues: Sendable, Equatable {
  /// Mean luma, 0 black to 1 white.
  public let brightness: Double
  /// How much detail there is: the mean height of edges in the thumbnail, 0 to 1.
  public let sharpness: Double
  /// Picture widths and heights to the right and down that the camera turned since the frame before.
  public let camera: (across: Double, down: Double)
  /// Picture widths that what is seen moved since the frame before, whatever the direction.
  public let motion: Double

  /// Whether all figures are the same.
  public static func == (a: FrameCues, b: FrameCues) -> Bool {
    a.brightness == b.brightness && a.sharpness == b.sharpness && a.camera == b.camera
      && a.motion == b.motion
  }
}

/// What can be said about the frames of a shot as a whole.
public struct ShotCues: Sendable, Equatable {
  /// Mean luma, 0 black to 1 white.
  public let brightness: Double
  /// How much detail there is: the mean height of edges in the thumbnails, 0 to 1.
  public let sharpness: Double
  /// How the camera moves.
  public let motion: ShotMotion
  /// The commonest colours, most first.
  public let colours: [PaletteColour]
  /// The share of samples in each bin of luma and colour, to compare shots by.
  public let colourShares: [Float]

  /// Gathers what was measured.
  package init(
    brightness: Double, sharpness: Double, motion: ShotMotion, colours: [PaletteColour],
    colourShares: [Float]
  ) {
    (self.brightness, self.sharpness, self.motion) = (brightness, sharpness, motion)
    (self.colours, self.colourShares) = (colours, colourShares)
  }
}
