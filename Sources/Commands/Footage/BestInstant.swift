internal import Analysis
internal import MediaTypes
internal import Segmentation

extension Footage {
  /// The best frame of the shot that has the largest part in a range; where that lies elsewhere, the range's first.
  func bestInstant(of range: TimeRange) -> Timestamp {
    func part(_ shot: Shot) -> Double {
      let start = Swift.max(shot.range.start, range.start)
      return Swift.min(shot.range.end, range.end).seconds(since: start)
    }
    let best = shots.max { part($0) < part($1) }?.bestFrame.timestamp
    return best.map { range.contains($0) ? $0 : range.start } ?? range.start
  }
}
