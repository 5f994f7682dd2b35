public import MediaTypes

/// A picture that a plan asked for, and what was drawn of it.
public struct Sample<Drawing: Sendable>: Sendable {
  /// Its place on the timeline.
  public let frame: Frame
  /// The instants of the plan at which it is on show, in seconds from the first picture.
  ///
  /// Empty for plans without instants. More than one means that the plan asks faster than pictures come.
  public let instants: [Ratio]
  /// What was drawn.
  public let drawing: Drawing

  /// Makes a sample.
  public init(frame: Frame, instants: [Ratio], drawing: Drawing) {
    (self.frame, self.instants, self.drawing) = (frame, instants, drawing)
  }
}

extension Sample: Equatable where Drawing: Equatable {}
