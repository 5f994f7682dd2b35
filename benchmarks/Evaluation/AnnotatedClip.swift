/// Where the shots of a clip change, in frames counted from 0 in the order they are shown.
public struct AnnotatedClip: Sendable, Equatable {
  /// A change that takes several frames, or a disturbance.
  public struct Gradual: Sendable, Equatable {
    /// The frames in which it can be seen.
    public let frames: ClosedRange<Int>
    /// What it is, in the annotator's word.
    public let kind: String

    /// Makes one.
    public init(_ frames: ClosedRange<Int>, _ kind: String) {
      (self.frames, self.kind) = (frames, kind)
    }
  }

  /// The clip, relative to the folder of all clips.
  public let file: String
  /// The first frames of new shots.
  public let cuts: [Int]
  /// The changes that take several frames.
  public let graduals: [Gradual]
  /// Frames that are neither right nor wrong.
  public let unclear: [ClosedRange<Int>]
  /// How many frames from the start were looked at; nil for all.
  public let covered: Int?
  /// What is known of the changes if the clip was put together.
  public let joins: [Join]
  /// What was put into the clip and is no change.
  public let disturbances: [Gradual]

  /// Makes an annotation.
  public init(
    file: String, cuts: [Int], graduals: [Gradual] = [], unclear: [ClosedRange<Int>] = [],
    covered: Int? = nil, joins: [Join] = [], disturbances: [Gradual] = []
  ) {
    (self.file, self.cuts, self.graduals) = (file, cuts, graduals)
    (self.unclear, self.covered) = (unclear, covered)
    (self.joins, self.disturbances) = (joins, disturbances)
  }
}

extension AnnotatedClip: Decodable {
  private enum Key: String, CodingKey {
    case file, cuts, gradual, ambiguous, covers, joins, disturbances
  }

  /// Reads the form `{"file", "cuts": [n], "gradual": [[first, last, kind]], "ambiguous": [n or [first, last]]}`.
  ///
  /// A clip that was put together has `"joins"` and `"disturbances": [[first, last, kind]]` too.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    file = try fields.decode(String.self, forKey: .file)
    cuts = try fields.decode([Int].self, forKey: .cuts).sorted()
    graduals = try fields.decodeIfPresent([Gradual].self, forKey: .gradual) ?? []
    unclear = try fields.decodeIfPresent([Stretch].self, forKey: .ambiguous)?.map(\.frames) ?? []
    covered = try fields.decodeIfPresent(Int.self, forKey: .covers)
    joins = try fields.decodeIfPresent([Join].self, forKey: .joins) ?? []
    disturbances = try fields.decodeIfPresent([Gradual].self, forKey: .disturbances) ?? []
  }

  /// A frame or a pair of frames.
  private struct Stretch: Decodable {
    let frames: ClosedRange<Int>

    init(from decoder: any Decoder) throws {
      if let frame = try? decoder.singleValueContainer().decode(Int.self) {
        frames = frame...frame
      } else {
        var pair = try decoder.unkeyedContainer()
        frames = try pair.decodeFrames()
      }
    }
  }
}

extension AnnotatedClip.Gradual: Decodable {
  /// Reads `[first, last, kind]`.
  public init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    frames = try fields.decodeFrames()
    kind = try fields.decode(String.self)
  }
}

extension UnkeyedDecodingContainer {
  /// The first and the last frame of a stretch.
  fileprivate mutating func decodeFrames() throws -> ClosedRange<Int> {
    let (first, last) = (try decode(Int.self), try decode(Int.self))
    guard first <= last else {
      throw DecodingError.dataCorruptedError(
        in: self, debugDescription: "frame \(last) does not come after frame \(first)")
    }
    return first...last
  }
}
