public import MediaTypes

/// Which pictures of a video are wanted.
///
/// Instants count seconds from the first picture. The picture on show at an instant is the one that has
/// appeared by then and that no later one has replaced.
public enum SamplingPlan: Sendable, Equatable {
  /// Every picture.
  case everyFrame
  /// The pictures that can be decoded without others.
  case keyFrames
  /// The pictures on show at these instants, in any order.
  case at([Ratio])
  /// The pictures on show in the middles of that many equal parts.
  case count(Int)
  /// The video watched `speed` times as fast, at a number of pictures in each second of watching.
  ///
  /// The instants lie speed / picturesPerSecond seconds apart, from the start of the window on.
  case speed(Ratio, picturesPerSecond: Ratio)
}

/// The stretch of a video to look at, half-open, in seconds from the first picture.
public struct SamplingWindow: Sendable, Equatable {
  /// Where it starts; nil for the first picture.
  public var from: Ratio?
  /// Where it ends; nil for the end of the last picture.
  public var to: Ratio?

  /// Makes a window; without bounds it is the whole video.
  public init(from: Ratio? = nil, to: Ratio? = nil) { (self.from, self.to) = (from, to) }
}
