/// Why a range was not segmented.
///
/// The code is a promise; the message is for people.
public struct SegmenterError: Error, Sendable, Equatable {
  /// What went wrong, for programs.
  public enum Code: String, Sendable, CaseIterable {
    /// A bound is not positive, or a smaller one exceeds a larger.
    case invalidBounds = "invalid_bounds"
    /// The range to be segmented holds nothing.
    case emptyRange = "empty_range"
    /// The range to be segmented holds more ticks than lengths are counted in.
    case rangeTooLong = "range_too_long"
    /// The range and the pictures are not in one time base.
    case mixedTimeBases = "mixed_time_bases"
    /// The bounds demand more segments than anyone could want.
    case tooManySegments = "too_many_segments"
    /// The length of equal chunks is not positive or lies outside the bounds.
    case invalidChunkLength = "invalid_chunk_length"
    /// A given range lies wholly or partly outside.
    case givenRangeOutside = "given_range_outside"
    /// A given range does not start before it ends.
    case givenRangeBackwards = "given_range_backwards"
    /// A given range is so short that it begins and ends with the same picture.
    case givenRangeEmpty = "given_range_empty"
    /// Two given ranges overlap.
    case givenRangesOverlap = "given_ranges_overlap"
  }

  /// What went wrong.
  public let code: Code
  /// A sentence for people.
  public let message: String
  /// The place of the given range that is wrong, from 0; nil if none is.
  public let rangeIndex: Int?

  init(_ code: Code, _ message: String, rangeIndex: Int? = nil) {
    (self.code, self.message, self.rangeIndex) = (code, message, rangeIndex)
  }
}

extension SegmenterError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
