internal import MediaTypes

/// When packets of a part are decoded, and how long their pictures last, from when these are shown.
struct DecodingClock {
  private let shown: ArraySlice<Int64>
  private let end: Int64
  private let depth: Int
  /// Between two packets before the first picture is shown.
  private let distance: Int64

  /// Where up to `depth` packets come before one that is shown before them.
  init(_ shown: ArraySlice<Int64>, end: Int64, depth: Int) {
    (self.shown, self.end, self.depth) = (shown, end, depth)
    let length = end - (shown.first ?? end)
    distance = max(1, length / Int64(max(1, shown.count)))
  }

  /// When the packet at a place in the order of decoding is decoded: always later than the one before,
  /// and never after it is shown.
  func time(at place: Int) -> Int64 {
    guard let first = shown.first else { return .min }
    guard place >= depth else { return first - Int64(depth - place) * distance }
    return shown[min(shown.startIndex + place - depth, shown.endIndex - 1)]
  }

  /// How long the picture lasts that is shown at `pts`.
  func duration(of pts: Int64) -> Int64 {
    let next = shown.firstPlace { $0 > pts }
    return max(0, (next < shown.endIndex ? shown[next] : end) - pts)
  }
}
