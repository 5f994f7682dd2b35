/// A quantity that a run has.
package enum Measure: String, Codable, CodingKeyRepresentable, CaseIterable, Sendable {
  /// Seconds from start to end.
  case wall
  /// Seconds of all cores, the program's and the system's for it.
  case processor
  /// The most bytes held at once.
  case memory
  /// Shotlog's seconds over the tool's, in the same round.
  case ratio
  /// Shotlog's seconds of all cores over the tool's, in the same round.
  case processorRatio = "processor_ratio"
  /// How many times as fast as by one job.
  case gain
  /// The part of all cores that was at work.
  case use
  /// Milliseconds within which all but one of a hundred answers came.
  case slowest
  /// How many a second.
  case rate

  /// Whether more of it is better.
  package var isBetterGreater: Bool { [.gain, .use, .rate].contains(self) }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; 0 if there is none.
  package var median: Double {
    guard !isEmpty else { return 0 }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
