public import MediaTypes

/// Sound in which words may be heard, as a file that every transcription server reads.
public struct SpeechSound: Sendable, Equatable {
  /// A WAV file: one channel, 16 bits a sample.
  public let wav: [UInt8]
  /// When it sounds, on the clock of the pictures.
  public let range: TimeRange

  /// The most bytes of a file: most servers take 25 MiB.
  public static let mostBytes = 25 << 20

  /// Writes blocks of sound one after the other, silence where one starts later than the last ended.
  ///
  /// Nil without samples, with blocks of different rates, and for more than `mostBytes`.
  public init?(_ blocks: [SoundBlock]) {
    let blocks = blocks.filter { !$0.samples.isEmpty }
    guard let first = blocks.first, first.sampleRate > 0,
      blocks.allSatisfy({ $0.sampleRate == first.sampleRate })
    else { return nil }
    let rate = first.sampleRate
    let most = (Self.mostBytes - Self.headLength) / 2
    var samples: [Int16] = []
    for block in blocks {
      let place = (block.start.seconds(since: first.start) * Double(rate)).rounded()
      guard place < Double(most) else { return nil }
      let silence = Int(place) - samples.count
      if silence > 0 { samples += repeatElement(0, count: silence) }
      guard samples.count + block.samples.count <= most else { return nil }
      samples += block.samples.map(Self.rounded)
    }
    guard let length = Ratio(Int64(samples.count), Int64(rate)) else { return nil }
    wav = Self.file(samples, rate)
    range = TimeRange(first.start, upTo: max(first.start, first.start.advanced(by: length)))
  }

  private static func rounded(_ sample: Float) -> Int16 {
    sample.isNaN ? 0 : Int16((min(max(sample, -1), 1) * 32767).rounded())
  }

  private static func file(_ samples: [Int16], _ rate: Int) -> [UInt8] {
    var file: [UInt8] = []
    file.reserveCapacity(headLength + samples.count * 2)
    func add(_ name: StaticString) { file += "\(name)".utf8 }
    func add(_ number: some FixedWidthInteger) {
      for place in 0..<(number.bitWidth / 8) {
        file.append(UInt8(truncatingIfNeeded: number >> (place * 8)))
      }
    }
    let size = UInt32(samples.count * 2)
    add("RIFF")
    add(size + UInt32(headLength - 8))
    add("WAVE")
    add("fmt ")
    add(UInt32(16))
    // Plain numbers, one channel.
    add(UInt16(1))
    add(UInt16(1))
    add(UInt32(clamping: rate))
    add(UInt32(clamping: rate * 2))
    add(UInt16(2))
    add(UInt16(16))
    add("data")
    add(size)
    for sample in samples { add(sample) }
    return file
  }

  private static let headLength = 44
}
