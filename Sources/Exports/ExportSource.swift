public import MediaTypes

/// The video that the entries are about, as far as a format wants to name it.
public struct ExportSource: Sendable, Equatable {
  /// The sound that goes with the pictures.
  public struct Sound: Sendable, Equatable {
    /// Samples in a second.
    public var rate: Int
    /// Number of channels.
    public var channels: Int

    /// Makes the facts.
    public init(rate: Int, channels: Int) { (self.rate, self.channels) = (rate, channels) }
  }

  /// The file's name, for people.
  public var name: String
  /// Where editors find the file, as a URL; without one they are given the name.
  public var url: String?
  /// A name for the whole list; without one it bears the file's name.
  public var title: String?
  /// From the first picture to the end of the last, on the clock of the source.
  public var range: TimeRange
  /// The instant that players call zero, if that is not the first picture: sound may begin before it.
  public var playerZero: Timestamp?
  /// Pictures in a second; the nominal rate if they come unevenly.
  public var rate: Ratio?
  /// Whether every picture is on show as long as every other.
  public var isConstantRate: Bool
  /// Coded pixels in a row.
  public var width: Int
  /// Number of coded rows.
  public var height: Int
  /// A pixel's width over its height.
  public var sampleAspect: Ratio
  /// The sound; nil if there is none.
  public var sound: Sound?
  /// The SMPTE timecode of the first picture, as the file says: `01:00:00;00`.
  public var timecode: String?
  /// Who wrote the list: a program and its version.
  public var generator: String

  /// Makes a source.
  public init(
    name: String, url: String? = nil, title: String? = nil, range: TimeRange,
    playerZero: Timestamp? = nil, rate: Ratio?, isConstantRate: Bool = true, width: Int,
    height: Int, sampleAspect: Ratio = 1,
    sound: Sound? = nil, timecode: String? = nil, generator: String = "Shotlog"
  ) {
    (self.name, self.url, self.title, self.range) = (name, url, title, range)
    (self.playerZero, self.rate, self.isConstantRate) = (playerZero, rate, isConstantRate)
    (self.width, self.height, self.sampleAspect) = (width, height, sampleAspect)
    (self.sound, self.timecode, self.generator) = (sound, timecode, generator)
  }
}
