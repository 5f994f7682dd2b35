internal import MediaTypes
internal import Models

/// How a passage sounds, from what was measured of it.
struct Hearing {
  /// How loud it is.
  enum Level: Int, CaseIterable { case silent, quiet, moderate, loud }

  /// How loud it is.
  let level: Level
  /// Mean level in decibels of full scale; nil without sound.
  let loudness: Double?
  /// Stretches in which nothing is heard.
  let silent: [TimeRange]

  /// Reads a passage; nil if its sound was not measured.
  init?(_ passage: Passage, hasSound: Bool) {
    silent = passage.facts.silent
    loudness = passage.facts.loudness
    let seconds = silent.reduce(0) { $0 + $1.seconds }
    if !hasSound || !silent.isEmpty && seconds >= 0.95 * passage.range.seconds {
      level = .silent
    } else if let loudness {
      level =
        loudness < -60 ? .silent : loudness < -36 ? .quiet : loudness > -16 ? .loud : .moderate
    } else {
      return nil
    }
  }

  /// The seconds in which nothing is heard.
  var silentSeconds: Double { silent.reduce(0) { $0 + $1.seconds } }
}
