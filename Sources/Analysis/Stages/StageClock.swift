/// Measures how long stages take that follow each other.
struct StageClock {
  private(set) var stages: [AnalysisRun.Stage] = []
  private var start = ContinuousClock.now

  /// Notes the end of a stage, which is the start of the next.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append(AnalysisRun.Stage(name: name, seconds: start.duration(to: now) / .seconds(1)))
    start = now
  }
}
