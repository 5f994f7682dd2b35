public import MediaTypes

/// How one shot becomes the next.
public struct Transition: Sendable, Equatable {
  /// The kinds of transitions that are told apart.
  public enum Kind: String, Sendable, CaseIterable {
    /// From one frame to the next.
    case cut
    /// One view shines through the other.
    case dissolve
    /// The view goes into a flat colour.
    case fadeOut = "fade_out"
    /// The view comes out of a flat colour.
    case fadeIn = "fade_in"
    /// The view goes into a flat colour, and the next comes out of it.
    case fadeThrough = "fade_through"
    /// The new view takes the place of the old one part by part.
    case wipe
    /// The new view moves in, beside the old one or over it, or the old one moves off it.
    case push
  }

  /// A number that the decision rests on.
  public struct Figure: Sendable, Equatable {
    /// What was measured.
    public let name: String
    /// The number itself.
    public let value: Double

    /// Names a number.
    public init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
  }

  /// What kind of transition it is.
  public let kind: Kind
  /// From the first frame that shows of both views to the first that shows the new one alone.
  ///
  /// A cut has no length: it starts and ends where the first frame of the new shot does.
  public let range: TimeRange
  /// The ordinals of the frames in `range`, none for a cut.
  public let ordinals: Range<Int>
  /// How sure it is, from 0 to 1.
  public let confidence: Double
  /// The numbers that the decision rests on.
  public let figures: [Figure]

  /// Describes a transition.
  public init(
    _ kind: Kind, range: TimeRange, ordinals: Range<Int>, confidence: Double,
    figures: [Figure] = []
  ) {
    (self.kind, self.range, self.ordinals) = (kind, range, ordinals)
    (self.confidence, self.figures) = (confidence, figures)
  }
}
