internal import Media
internal import MediaTypes
internal import Models
internal import Synchronization

/// Reads the sound of one stretch after the other, in one pass.
final class SpeechReader: Sendable {
  private struct State: ~Copyable {
    var reader: AudioReader
    /// Read already, and a part of what comes next.
    var waiting: SoundBlock?
  }

  private let state: Mutex<State>

  init(
    _ source: MediaSource, limits: MediaLimits, interruption: Interruption
  ) throws(MediaError) {
    let reader = try AudioReader(source, limits: limits, interruption: interruption)
    state = Mutex(State(reader: reader, waiting: nil))
  }

  /// The sound of a stretch that does not begin before the last one ended; nil where there is none.
  func sound(of stretch: TimeRange) throws(MediaError) -> SpeechSound? {
    try state.withLock { state throws(MediaError) in
      var blocks: [SoundBlock] = []
      while true {
        let block: SoundBlock
        if let waiting = state.waiting {
          block = waiting
          state.waiting = nil
        } else {
          guard let next = try state.reader.next() else { break }
          block = next
        }
        guard block.start < stretch.end else {
          state.waiting = block
          break
        }
        if block.start >= stretch.start { blocks.append(block) }
      }
      return SpeechSound(blocks)
    }
  }
}
