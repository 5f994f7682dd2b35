public import FoundationEssentials

/// What ffprobe says of a fixture: the second opinion of the oracle tests.
public struct FixtureProbe: Sendable, Decodable {
  /// The container.
  public struct Format: Sendable, Decodable {
    /// Short names, comma-separated.
    public let formatName: String
    /// The name for people.
    public let formatLongName: String
    /// Seconds, in decimal digits.
    public let startTime: String?
    /// Seconds, in decimal digits.
    public let duration: String?
    /// Bytes.
    public let size: String?
    /// Bits in a second.
    public let bitRate: String?
    /// What the author wrote.
    public let tags: [String: String]?
  }

  /// A stream of any kind.
  public struct Stream: Sendable, Decodable {
    /// Its place in the file.
    public let index: Int
    /// FFmpeg's name of the codec.
    public let codecName: String
    /// `video`, `audio`, `subtitle`, `data` or `attachment`.
    public let codecType: String
    /// The codec's profile.
    public let profile: String?
    /// Pixels in a row, and number of rows.
    public let width, height: Int?
    /// `4:3`.
    public let sampleAspectRatio: String?
    /// FFmpeg's name of the pixel format.
    public let pixFmt: String?
    /// FFmpeg's names of the colour tags.
    public let colorRange, colorSpace, colorTransfer, colorPrimaries: String?
    /// `progressive`, `tt` and so on.
    public let fieldOrder: String?
    /// Rates as fractions, `0/0` for unknown ones.
    public let rFrameRate, avgFrameRate: String
    /// A tick as a fraction.
    public let timeBase: String
    /// The first time and the length in ticks.
    public let startPts, durationTs: Int64?
    /// Bits in a second.
    public let bitRate: String?
    /// Number of frames that the container claims.
    public let nbFrames: String?
    /// What kind of sound it is.
    public let sampleRate, sampleFmt, channelLayout: String?
    /// Number of channels.
    public let channels: Int?
    /// Flags by name.
    public let disposition: [String: Int]
    /// What the author wrote.
    public let tags: [String: String]?
    /// Extra facts; the display matrix is one.
    public let sideDataList: [SideData]?
  }

  /// An extra fact of a stream.
  public struct SideData: Sendable, Decodable {
    /// What it is.
    public let sideDataType: String
    /// Degrees counter-clockwise, of a display matrix.
    public let rotation: Int?
  }

  /// A chapter.
  public struct Chapter: Sendable, Decodable {
    /// A tick as a fraction.
    public let timeBase: String
    /// From when to when, in ticks.
    public let start, end: Int64
    /// Its title among them.
    public let tags: [String: String]?
  }

  /// A decoded picture.
  public struct Frame: Sendable, Decodable {
    /// The time that the file gives.
    public let pts: Int64?
    /// The time that FFmpeg makes of it and of the frames before.
    public let bestEffortTimestamp: Int64?
    /// The length in ticks.
    public let pktDuration: Int64?
    /// 1 for key frames.
    public let keyFrame: Int
    /// 1 for two fields.
    public let interlacedFrame: Int
    /// Pixels in a row, and number of rows.
    public let width, height: Int
    /// The number painted into the picture; nil if it cannot be read.
    public let number: Int?
  }

  /// A packet.
  public struct Packet: Sendable, Decodable {
    /// Times in ticks.
    public let pts, dts, duration: Int64?
    /// Bytes.
    public let size: Int
    /// `K` for key packets, `D` for those not shown.
    public let flags: String

    /// Whether it is marked as a key packet.
    public var isKey: Bool { flags.contains("K") }
    /// Whether it is decoded without being shown.
    public var isDiscarded: Bool { flags.contains("D") }
  }

  /// The container; nil if ffprobe could not read the file.
  public let format: Format?
  /// All streams.
  public let streams: [Stream]?
  /// The chapters.
  public let chapters: [Chapter]?
  /// Index of the first film stream that is no cover.
  public let videoStream: Int?
  /// Number of decoded frames.
  public let nbReadFrames: Int?
  /// The decoded frames of the film in output order.
  public let frames: [Frame]?
  /// The packets of the film in file order.
  public let packets: [Packet]?
  /// ffprobe's first messages.
  public let log: [String]?
  /// Why ffprobe could not read the file.
  public let error: String?

  /// Reads a probe from its JSON.
  public init(contentsOf url: URL) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(FixtureProbe.self, from: Data(contentsOf: url))
  }

  /// The facts about the film stream.
  public var video: Stream? { streams?.first { $0.index == videoStream } }
}
