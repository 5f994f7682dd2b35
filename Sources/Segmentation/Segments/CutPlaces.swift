internal import MediaTypes

/// The ticks at which a range may be cut, and the candidates that were moved to them.
///
/// With pictures these are their starts. Without, every tick will do, and `ticks` lists enough of them
/// that a tiling within the bounds is found whenever there is one.
struct CutPlaces {
  let grid: CutGrid
  /// Ascending, each once; the first is the start of the range, the last its end.
  private(set) var ticks: [Int64] = []
  /// The candidates of a tick inside the range, strongest first.
  private(set) var candidates: [Int64: [BoundaryCandidate]] = [:]
  /// Place of the first tick inside the range among the pictures.
  private var firstFrame = 0
  /// Motion is weighed against this.
  private let usualMotion: Double

  init(
    _ grid: CutGrid, _ given: [BoundaryCandidate], _ limits: LengthLimits
  ) throws(SegmenterError) {
    self.grid = grid
    usualMotion = Self.mean(grid.frames?.motion ?? [])
    for candidate in given {
      guard let tick = grid.snap(candidate.timestamp), grid.start < tick, tick < grid.end else {
        continue
      }
      candidates[tick, default: []].append(candidate)
    }
    for (tick, met) in candidates where met.count > 1 {
      candidates[tick] = met.sorted { $0.outweighs($1) }
    }
    guard let frames = grid.frames else {
      ticks = try sparseTicks(limits)
      return
    }
    firstFrame = frames.place(notBefore: grid.start + 1)
    ticks = [grid.start]
    ticks += frames.ticks[firstFrame..<max(firstFrame, frames.place(notBefore: grid.end))]
    ticks.append(grid.end)
  }

  /// The place of a tick among `ticks`, or of the next one.
  func place(of tick: Int64) -> Int { ticks.firstPlace { $0 >= tick } }

  /// How much moves at a place inside the range, in the caller's unit; nil if nobody looked.
  func motion(atPlace place: Int) -> Float? { grid.frames?.motion?[firstFrame + place - 1] }

  /// How much moves at a place compared with all pictures, from 0 to 65536; half of it usually.
  func relativeMotion(atPlace place: Int) -> Int32 {
    guard let figure = motion(atPlace: place).map(Double.init) else { return 32768 }
    guard figure.isFinite else { return 65536 }
    return figure == 0 ? 0 : Int32(figure / (figure + usualMotion) * 65536 + 0.5)
  }

  private static func mean(_ motion: [Float]) -> Double {
    var (sum, count) = (0.0, 0.0)
    for figure in motion where figure.isFinite {
      sum += Double(figure)
      count += 1
    }
    return count > 0 ? sum / count : 0
  }

  /// Enough ticks to cut at where every tick will do.
  ///
  /// If any number of lengths between the bounds fills the range, so do first the longest, then one
  /// of any length, then the shortest. The ends of these are listed, a grid, and the candidates with
  /// the ticks that lie just far enough from them.
  private func sparseTicks(_ limits: LengthLimits) throws(SegmenterError) -> [Int64] {
    let (start, end, length) = (grid.start, grid.end, grid.length)
    let (shortest, longest) = (min(limits.shortest, length), max(1, min(limits.longest, length)))
    let fewest = (length - 1) / longest + 1
    guard fewest <= Self.mostSegments else {
      throw SegmenterError(
        .tooManySegments,
        "a range of \(length) ticks takes \(fewest) segments; \(Self.mostSegments) are possible")
    }
    var ticks: Set<Int64> = [start, end]
    func insert(_ tick: Int64, _ distance: Int128) {
      let sum = Int128(tick) + distance
      if Int128(start) < sum, sum < Int128(end) { ticks.insert(Int64(sum)) }
    }
    for count in 1...Int128(fewest) {
      insert(start, count * Int128(longest))
      insert(end, -count * Int128(shortest))
    }
    let step = max(1, limits.preferred / 32, length >> 15)
    for distance in stride(from: step, to: length, by: Int(step)) {
      insert(start, Int128(distance))
    }
    for tick in candidates.keys {
      for distance in [0, longest, -longest, shortest, -shortest] { insert(tick, Int128(distance)) }
    }
    return ticks.sorted()
  }

  private static let mostSegments: Int64 = 1 << 20
}
