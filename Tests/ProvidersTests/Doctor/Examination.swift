import Foundation
import JSON
import Media
import Models
import Providers
import Synchronization
import TestSupport
import Testing

/// An examination of the model server's many faces.
struct Examination {
  var kind: ServerKind
  var model: String
  /// The server that it is to speak as.
  var face: String
  var isDeep = false
  var budget: DoctorBudget?
  var key: Secret?
  var questionTime = Duration.seconds(120)

  func entry(at address: String) -> ServerEntry {
    let path =
      switch kind {
      case .ollama, .gemini, .anthropic: ""
      default: "/v1"
      }
    return ServerEntry(
      "mine", kind, model: model, base: "\(address)/as/\(face)\(path)",
      key: key ?? Secret("sk-doctor"))
  }

  /// The report; each of its findings was told when it was made.
  func report(
    from address: String? = nil, _ change: (inout ServerEntry) -> Void = { _ in }
  ) async throws -> DoctorReport {
    var entry = entry(at: try address ?? ModelServer.shared.get().address)
    change(&entry)
    var doctor = ServerDoctor(entry, isDeep: isDeep) { picture in
      var encoder = PictureEncoder(.jpeg(quality: 90))
      return try encoder.encode(picture)
    }
    doctor.budget = budget ?? doctor.budget
    doctor.questionTime = questionTime
    let told = Mutex<[DoctorFinding.Probe]>([])
    doctor.onProbe = { probe in told.withLock { $0.append(probe) } }
    let report = try await doctor.examine(using: SplitMix64(seed: 7))
    let probes = report.findings.map(\.probe)
    #expect(told.withLock { $0.filter(probes.contains) } == probes, "each is told, in order")
    return report
  }
}

extension DoctorReport {
  /// What a probe found.
  subscript(probe: DoctorFinding.Probe) -> DoctorFinding? { findings.first { $0.probe == probe } }
}
