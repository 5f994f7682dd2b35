/// A bound that was promised for a quantity.
package struct Promise: Codable, Hashable, Sendable {
  /// What is bounded.
  package let measure: Measure
  /// The most of it, or the least where more is better.
  package let bound: Double

  package init(_ measure: Measure, _ bound: Double) {
    (self.measure, self.bound) = (measure, bound)
  }

  /// The promise in words.
  package var words: String {
    switch measure {
    case .wall: "at most \(Figure.short(bound)) s"
    case .processor: "at most \(Figure.short(bound)) s of CPU"
    case .memory: "at most \(Figure.megabytes(bound)) MB"
    case .ratio: "at most \(Figure.text(bound)) × its time"
    case .processorRatio: "at most \(Figure.text(bound)) × its CPU"
    case .gain: "at least \(Figure.short(bound)) × one job"
    case .use: "at least \(Figure.short(bound * 100)) % of all cores"
    case .slowest: "99 % within \(Figure.short(bound)) ms"
    case .rate: "at least \(Figure.short(bound)) a second"
    }
  }

  /// Whether figures of several rounds keep it: those of memory all, of others the middle one.
  package func isKept(by figures: [Double]) -> Bool {
    guard !figures.isEmpty else { return false }
    if measure == .memory { return figures.allSatisfy { $0 <= bound } }
    return measure.isBetterGreater ? figures.median >= bound : figures.median <= bound
  }
}
