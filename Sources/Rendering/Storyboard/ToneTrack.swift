internal import MediaTypes

/// A soft tone under a film: a quiet chord that changes with the scenes.
struct ToneTrack {
  /// A voice of the chord: how far its wave moves with each sample, where it stands, and how loud it is.
  private struct Voice {
    let step: Double
    var phase = 0.0
    var loudness = 0.0
    var wanted: Double
    let pan: Double

    /// Two bows in place of a sine, with what they lack of it put right: no ear hears the rest.
    mutating func next() -> Double {
      loudness += (wanted - loudness) * 0.00004
      phase += step
      if phase >= 1 { phase -= 1 }
      let turn = 2 * phase - 1
      let bow = 4 * turn * (1 - abs(turn))
      return loudness * bow * (0.775 + 0.225 * abs(bow))
    }
  }

  private static let sampleRate: Int64 = 48000
  private static let loudness = 0.05
  /// Notes that sound well together in any order, as parts of the lowest.
  private static let scale = [1.0, 9.0 / 8, 5.0 / 4, 3.0 / 2, 5.0 / 3, 2.0, 9.0 / 4, 5.0 / 2]

  private let starts: Set<Int>
  private let rate: Ratio
  private let end: Int64
  private var dice: Dice
  private var voices: [Voice] = []
  private var place: Int64 = 0
  private let ground: Double

  init(seed: UInt64, _ starts: [Int], rate: Ratio, pictures: Int) {
    (self.starts, self.rate) = (Set(starts), rate)
    dice = Dice(seed: seed, "tone")
    ground = dice.number(in: 98...147)
    end = Self.sample(of: pictures, rate)
  }

  private static func sample(of picture: Int, _ rate: Ratio) -> Int64 {
    Int64(picture) * sampleRate * rate.denominator / rate.numerator
  }

  /// The samples that last as long as a picture, left and right by turns; they are asked for in order.
  mutating func samples(forPicture number: Int) -> [Float] {
    if starts.contains(number) { change() }
    let next = Self.sample(of: number + 1, rate)
    var samples: [Float] = []
    samples.reserveCapacity(2 * Int(next - place))
    while place < next {
      // Neither a start nor an end may click.
      let edge = min(1, Double(min(place, end - 1 - place)) / 24000)
      var (left, right) = (0.0, 0.0)
      for index in voices.indices {
        let wave = voices[index].next()
        left += wave * (1 - voices[index].pan)
        right += wave * voices[index].pan
      }
      samples += [Float(left * edge), Float(right * edge)]
      place += 1
    }
    voices.removeAll { $0.wanted == 0 && $0.loudness < 1e-5 }
    return samples
  }

  private mutating func change() {
    for index in voices.indices { voices[index].wanted = 0 }
    let notes = [1.0, 2.0] + Self.scale.shuffled(using: &dice).prefix(3)
    for note in notes {
      // Two a little apart beat slowly against each other.
      for apart in [-0.0011, 0.0013] {
        voices.append(
          Voice(
            step: ground * note * (1 + apart) / Double(Self.sampleRate),
            wanted: Self.loudness / note, pan: dice.number(in: 0.25...0.75)))
      }
    }
  }
}
