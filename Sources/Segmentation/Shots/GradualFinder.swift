/// Finds dissolves, wipes and pushes: windows whose ends are at rest and whose middle mixes the two.
///
/// A window (a, b) lies between two cuts; what shows of the transition are the frames between a and b.
struct GradualFinder {
  /// A window that passed every gate.
  struct Candidate: Equatable {
    let kind: Transition.Kind
    let start: Int
    let end: Int
    /// By how much its score exceeds the threshold.
    let margin: Float
    let figures: GradualFigures
  }

  private let model: GradualModel
  private var evaluated = 0

  init(_ model: GradualModel) { self.model = model }

  /// How many frames after a window are looked at.
  static func latency(_ model: GradualModel) -> Int {
    max(model.returnDistances.max() ?? 0, model.longestRest)
  }

  /// How many frames are evaluated as windows' ends.
  var known: Int { evaluated }

  /// Measures the windows that can be measured: cuts are known of the first `known` frames.
  mutating func advance(
    _ frames: inout FrameMeasures, cuts: [Int], known: Int, isLast: Bool
  ) -> [GradualWindow] {
    var found: [GradualWindow] = []
    while evaluated < frames.count, isLast || evaluated + Self.latency(model) < known {
      let end = evaluated
      let low = cuts.last { $0 <= end } ?? 0
      let high = (cuts.first { $0 > end } ?? frames.count) - 1
      for length in model.lengths where end - length >= low {
        let start = end - length
        guard (start - low) % model.step(length) == 0 else { continue }
        var window = GradualWindow(start: start, end: end, limits: low...high, model)
        if window.isLikely(&frames) { found.append(window) }
      }
      evaluated += 1
    }
    return found
  }
}
