/// What every kind of stream has.
public struct StreamFacts: Sendable, Equatable {
  /// Its place among all streams of the file, from 0.
  public var index: Int
  /// FFmpeg's name of the codec: `h264`.
  public var codec: String
  /// The codec's profile: `High`; nil if there is none.
  public var profile: String?
  /// Whether this machine can decode it.
  public var isDecodable: Bool
  /// The length of a tick of all its times.
  public var timeBase: TimeBase
  /// Its first time, as the container claims.
  public var start: Timestamp?
  /// The length that the stream claims, in its own ticks.
  public var duration: Timestamp?
  /// Bits in a second; nil if not known.
  public var bitRate: Int64?
  /// The language tag as written: `eng`; nil if there is none.
  public var language: String?
  /// The stream's own title; nil if there is none.
  public var title: String?
  /// Whether a player should choose it unasked.
  public var isDefault: Bool
  /// All tags of the stream.
  public var tags: [Tag]

  /// Makes the facts.
  public init(
    index: Int, codec: String, profile: String?, isDecodable: Bool, timeBase: TimeBase,
    start: Timestamp?, duration: Timestamp?, bitRate: Int64?, language: String?, title: String?,
    isDefault: Bool, tags: [Tag]
  ) {
    (self.index, self.codec, self.profile) = (index, codec, profile)
    (self.isDecodable, self.timeBase, self.start) = (isDecodable, timeBase, start)
    (self.duration, self.bitRate, self.language) = (duration, bitRate, language)
    (self.title, self.isDefault, self.tags) = (title, isDefault, tags)
  }
}

/// A stream of pictures.
public struct VideoStream: Sendable, Equatable {
  /// How far the light of the pictures goes beyond a common screen.
  public enum HDR: String, Sendable, CaseIterable {
    /// Standard dynamic range.
    case none
    /// Perceptual quantizer, SMPTE ST 2084, without static metadata.
    case pq
    /// Perceptual quantizer with mastering or content light metadata.
    case hdr10
    /// Hybrid log-gamma.
    case hlg
    /// Dolby Vision.
    case dolbyVision
  }

  /// What every stream has.
  public var common: StreamFacts
  /// Pixels in a coded row.
  public var width: Int
  /// Number of coded rows.
  public var height: Int
  /// A pixel's width over its height; 1 for square ones.
  public var sampleAspect: Ratio
  /// Clockwise degrees that turn the coded picture upright: 0, 90, 180 or 270.
  public var rotation: Int
  /// Whether the turned picture is then mirrored left to right.
  public var isMirrored: Bool
  /// Pictures in a second on average, as the container claims.
  public var averageRate: Ratio?
  /// The lowest rate at which all times can be told exactly, as FFmpeg guesses it.
  public var realRate: Ratio?
  /// Number of pictures that the container claims.
  public var claimedFrameCount: Int64?
  /// FFmpeg's name of the pixel format: `yuv420p`.
  public var pixelFormat: String?
  /// Bits of a sample.
  public var bitDepth: Int
  /// Whether pixels have a transparency.
  public var hasAlpha: Bool
  /// `tv` or `pc`; nil if the file does not say.
  public var colorRange: String?
  /// FFmpeg's name: `bt709`; nil if the file does not say.
  public var colorPrimaries: String?
  /// FFmpeg's name: `smpte2084`; nil if the file does not say.
  public var colorTransfer: String?
  /// FFmpeg's name of the matrix: `bt709`; nil if the file does not say.
  public var colorSpace: String?
  /// The kind of high dynamic range; pictures drawn from anything but `none` are tone-mapped.
  public var hdr: HDR
  /// `progressive`, `tt`, `bb`, `tb` or `bt`; nil if the file does not say.
  public var fieldOrder: String?
  /// Whether it is a cover or thumbnail rather than a film.
  public var isAttachedPicture: Bool

  /// Makes a stream.
  public init(
    common: StreamFacts, width: Int, height: Int, sampleAspect: Ratio, rotation: Int,
    isMirrored: Bool, averageRate: Ratio?, realRate: Ratio?, claimedFrameCount: Int64?,
    pixelFormat: String?, bitDepth: Int, hasAlpha: Bool, colorRange: String?,
    colorPrimaries: String?, colorTransfer: String?, colorSpace: String?, hdr: HDR,
    fieldOrder: String?, isAttachedPicture: Bool
  ) {
    (self.common, self.width, self.height) = (common, width, height)
    (self.sampleAspect, self.rotation, self.isMirrored) = (sampleAspect, rotation, isMirrored)
    (self.averageRate, self.realRate) = (averageRate, realRate)
    (self.claimedFrameCount, self.pixelFormat) = (claimedFrameCount, pixelFormat)
    (self.bitDepth, self.hasAlpha, self.colorRange) = (bitDepth, hasAlpha, colorRange)
    (self.colorPrimaries, self.colorTransfer) = (colorPrimaries, colorTransfer)
    (self.colorSpace, self.hdr, self.fieldOrder) = (colorSpace, hdr, fieldOrder)
    self.isAttachedPicture = isAttachedPicture
  }

  /// The size of the upright picture with square pixels; the longer way of a pixel is kept.
  public var uprightSize: (width: Int, height: Int) {
    var (width, height) = (width, height)
    if sampleAspect > 1 {
      width = Int((Double(width) * sampleAspect.value).rounded())
    } else if sampleAspect < 1 {
      height = Int((Double(height) / sampleAspect.value).rounded())
    }
    return rotation % 180 == 0 ? (width, height) : (height, width)
  }
}

/// A stream of sound.
public struct AudioStream: Sendable, Equatable {
  /// What every stream has.
  public var common: StreamFacts
  /// Samples in a second.
  public var sampleRate: Int
  /// Number of channels.
  public var channels: Int
  /// FFmpeg's name of the channels' places: `stereo`, `5.1(side)`.
  public var layout: String?
  /// FFmpeg's name of the sample format: `fltp`.
  public var sampleFormat: String?

  /// Makes a stream.
  public init(
    common: StreamFacts, sampleRate: Int, channels: Int, layout: String?, sampleFormat: String?
  ) {
    (self.common, self.sampleRate, self.channels) = (common, sampleRate, channels)
    (self.layout, self.sampleFormat) = (layout, sampleFormat)
  }
}

/// A subtitle track.
public struct TextStream: Sendable, Equatable {
  /// What every stream has.
  public var common: StreamFacts
  /// Whether it holds words; pictures of words cannot be read as text.
  public var isText: Bool
  /// Whether it is to be shown even to those who want no subtitles.
  public var isForced: Bool

  /// Makes a stream.
  public init(common: StreamFacts, isText: Bool, isForced: Bool) {
    (self.common, self.isText, self.isForced) = (common, isText, isForced)
  }
}
