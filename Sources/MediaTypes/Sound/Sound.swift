/// A run of mono samples, full scale from -1 to 1.
public struct SoundBlock: Sendable {
  /// When the first sample sounds, on the same clock as the pictures.
  public let start: Timestamp
  /// Samples in a second.
  public let sampleRate: Int
  /// The samples.
  public let samples: [Float]

  /// Makes a block.
  public init(start: Timestamp, sampleRate: Int, samples: [Float]) {
    (self.start, self.sampleRate, self.samples) = (start, sampleRate, samples)
  }
}

/// How loud a tenth of a second is, over all channels at their full rate.
public struct SoundLevel: Sendable, Equatable {
  /// The start of the tenth, on the same clock as the pictures.
  public let start: Timestamp
  /// Root mean square in decibels of full scale; minus infinity for digital silence.
  public let rms: Double
  /// The largest sample in decibels of full scale.
  public let peak: Double
  /// EBU R128 loudness over the last 0.4 s, in LUFS.
  public let momentary: Double
  /// EBU R128 loudness over the last 3 s, in LUFS.
  public let shortTerm: Double
  /// EBU R128 gated loudness from the start until here, in LUFS.
  public let integrated: Double

  /// Makes a level.
  public init(
    start: Timestamp, rms: Double, peak: Double, momentary: Double, shortTerm: Double,
    integrated: Double
  ) {
    (self.start, self.rms, self.peak) = (start, rms, peak)
    (self.momentary, self.shortTerm, self.integrated) = (momentary, shortTerm, integrated)
  }
}
