public import MediaTypes

/// A kind of segment that somebody looks for: what it looks like, and what to find out about each.
public struct SegmentDefinition: Sendable, Equatable {
  /// A stretch that the caller names, in seconds from the first picture.
  public struct Stretch: Sendable, Equatable {
    /// Where it starts.
    public var start: Ratio
    /// Where it ends; that instant is no longer inside.
    public var end: Ratio

    /// Names a stretch.
    public init(start: Ratio, end: Ratio) { (self.start, self.end) = (start, end) }
  }

  /// The key of its segments in the result.
  public var id: String
  /// What such a segment looks like.
  public var description: String
  /// What to find out about each.
  public var fields: [SegmentField]
  /// The stretches, if the caller knows them; empty if they are to be found.
  public var stretches: [Stretch]
  /// Pictures that show what is meant.
  public var references: [ReferencePicture]

  /// Makes a definition.
  public init(
    id: String, description: String, fields: [SegmentField] = [], stretches: [Stretch] = [],
    references: [ReferencePicture] = []
  ) {
    (self.id, self.description, self.fields) = (id, description, fields)
    (self.stretches, self.references) = (stretches, references)
  }
}

/// Something to find out about a segment.
public struct SegmentField: Sendable, Equatable {
  /// What kind of value it takes.
  public enum Kind: Sendable, Equatable {
    /// Words.
    case string
    /// True or false.
    case boolean
    /// A number.
    case number
    /// A whole number.
    case integer
    /// Values of one kind.
    case array(of: Item)
    /// A time in the video.
    case timestamp(TimestampFormat)
  }

  /// What a list may hold.
  public enum Item: String, Sendable, CaseIterable {
    /// Words.
    case string
    /// Numbers.
    case number
    /// Truths.
    case boolean
    /// Whole numbers.
    case integer
  }

  /// Its key in the segment's metadata.
  public var name: String
  /// What kind of value it takes.
  public var kind: Kind
  /// What to find out.
  public var description: String
  /// The only words that it may take, or whose list it is; empty for any.
  public var choices: [String]

  /// Makes a field.
  public init(_ name: String, _ kind: Kind, description: String, choices: [String] = []) {
    (self.name, self.kind, self.description) = (name, kind, description)
    self.choices = choices
  }
}

/// How a time in the video is written.
public enum TimestampFormat: String, Sendable, CaseIterable {
  /// A number of seconds.
  case seconds
  /// Hours, minutes and whole seconds.
  case clock = "hh:mm:ss"
  /// Hours, minutes, seconds and thousandths.
  case exactClock = "hh:mm:ss.fff"
}
