internal import Media
internal import MediaTypes

/// The sound of one piece, which rises at its start and falls at its end so that no join clicks.
struct SupercutSound: ~Copyable {
  /// Nil for a video without sound.
  private var reader: StereoReader?
  private let count: Int
  private var given = 0
  /// Samples within which sound rises or falls: 5 ms.
  static let slope = 240

  /// Sound that has as many samples of each channel as that.
  init(
    _ piece: SupercutOrder.Piece, count: Int, interruption: Interruption
  ) throws(MediaError) {
    self.count = count
    do throws(MediaError) {
      reader = try StereoReader(
        .path(piece.source), from: piece.range.start, sampleRate: SupercutTiming.sampleRate,
        interruption: interruption)
    } catch {
      guard error.code == .noAudioStream else { throw error }
      reader = nil
    }
  }

  /// The samples up to some number of them, left and right by turns.
  mutating func next(upTo end: Int) throws(MediaError) -> [Float] {
    let wanted = max(0, min(end, count) - given)
    defer { given += wanted }
    guard var samples = try reader?.next(wanted) else {
      return [Float](repeating: 0, count: 2 * wanted)
    }
    for place in 0..<wanted {
      let edge = min(given + place, count - 1 - given - place)
      guard edge < Self.slope else { continue }
      let gain = Float(edge) / Float(Self.slope)
      samples[2 * place] *= gain
      samples[2 * place + 1] *= gain
    }
    return samples
  }
}
