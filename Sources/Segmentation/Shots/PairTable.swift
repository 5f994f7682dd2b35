/// What was measured of pairs of recent frames, so that it is measured once.
struct PairTable<Figure: Sendable> {
  private let capacity: Int
  private let farthest: Int
  private var figures: [Figure?]

  /// Makes a table of pairs up to `farthest` apart among the last `capacity` frames.
  init(capacity: Int, farthest: Int) {
    (self.capacity, self.farthest) = (capacity, farthest)
    figures = [Figure?](repeating: nil, count: capacity * farthest)
  }

  /// The figure of a pair, the earlier frame first.
  subscript(earlier: Int, later: Int) -> Figure? {
    get { figures[place(earlier, later)] }
    set { figures[place(earlier, later)] = newValue }
  }

  /// Forgets what was kept in the place of the frame.
  mutating func clear(_ frame: Int) {
    let start = frame % capacity * farthest
    for place in start..<start + farthest { figures[place] = nil }
  }

  private func place(_ earlier: Int, _ later: Int) -> Int {
    let lag = later - earlier
    precondition(lag >= 1 && lag <= farthest, "the pair lies too far apart")
    return later % capacity * farthest + lag - 1
  }
}
