internal import Analysis
internal import Synchronization

/// Shows how far an analysis has come.
final class AnalysisProgress: Sendable {
  private let line: Mutex<ProgressLine?>

  init(_ line: ProgressLine?) { self.line = Mutex(line) }

  func show(_ event: AnalysisEvent) {
    line.withLock { line in
      switch event {
      case .scanned(let step): line?.show(step.pictures, "pictures", part: step.part)
      case .asked(let done, let planned):
        line?.show(done, "of \(planned) calls", part: Double(done) / Double(max(planned, done, 1)))
      case .heard(let done, let planned):
        line?.show(done, "of \(planned) stretches of sound", part: Double(done) / Double(planned))
      case .planned: break
      }
    }
  }

  /// Takes the line away.
  func end() { line.withLock { $0?.end() } }
}
