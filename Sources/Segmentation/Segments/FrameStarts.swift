public import MediaTypes

/// When the pictures of a video appear, and how much moves in each.
public struct FrameStarts: Sendable, Equatable {
  /// The length of a tick.
  public let timeBase: TimeBase
  /// The first ticks of the pictures, ascending, each once.
  public let ticks: [Int64]
  /// How much each picture differs from the one before, in any unit; nil if nobody looked.
  public let motion: [Float]?

  /// Collects the starts in any order.
  ///
  /// `motion` goes with `ticks`, place by place. What is missing, negative or no number counts as
  /// moving most.
  public init(_ ticks: [Int64], _ timeBase: TimeBase, motion: [Float]? = nil) {
    self.timeBase = timeBase
    let known = motion.map { motion in
      ticks.indices.map { place in
        let figure = place < motion.count ? motion[place] : .infinity
        return figure >= 0 ? figure : .infinity
      }
    }
    if zip(ticks, ticks.dropFirst()).allSatisfy({ $0 < $1 }) {
      (self.ticks, self.motion) = (ticks, known)
      return
    }
    guard let known else {
      (self.ticks, self.motion) = (Set(ticks).sorted(), nil)
      return
    }
    var stillest: [Int64: Float] = [:]
    for (tick, figure) in zip(ticks, known) {
      stillest[tick] = min(stillest[tick] ?? .infinity, figure)
    }
    let ordered = stillest.sorted { $0.key < $1.key }
    (self.ticks, self.motion) = (ordered.map(\.key), ordered.map(\.value))
  }

  /// The place of the first start not before `tick`.
  func place(notBefore tick: Int64) -> Int { ticks.firstPlace { $0 >= tick } }
}
