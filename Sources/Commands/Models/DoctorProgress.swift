internal import Providers
internal import Synchronization

/// Shows what a doctor finds out at the moment.
final class DoctorProgress: Sendable {
  private let line: Mutex<ProgressLine?>
  private let probes: [DoctorFinding.Probe]

  init(_ line: ProgressLine?, of probes: [DoctorFinding.Probe]) {
    self.line = Mutex(line)
    self.probes = probes
  }

  func show(_ probe: DoctorFinding.Probe) {
    let place = probes.firstIndex(of: probe) ?? 0
    line.withLock { $0?.show("\(place + 1) of \(probes.count): \(probe.question)") }
  }

  /// Takes the line away.
  func end() { line.withLock { $0?.end() } }
}
