/// A mean in which some values count more than others.
struct WeightedMean {
  private var sum = 0.0
  private var weight = 0.0

  /// Counts a value; those that are no numbers are passed over.
  mutating func add(_ value: Double, weight: Double) {
    // A stretch of no length still counts a little, so that it has a mean at all.
    let weight = max(weight, 1e-6)
    guard value.isFinite, weight.isFinite else { return }
    sum += value * weight
    self.weight += weight
  }

  /// The mean; nil of nothing.
  var value: Double? { weight > 0 ? sum / weight : nil }
}
