import Foundation
import JSON
import Media
import Models
import Providers
import Synchronization
import TestSupport
import Testing
import Web

/// An examination of the model server's many faces.
struct Examination {
  var kind: ServerKind
  var model: String
  /// The server that it is to speak as.
  var face: String
  var isDeep = false
  var budget: DoctorBudget?
  var key: Secret?
  var timeLimit = Duration.seconds(30)

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
    var doctor = ServerDoctor(
      entry, over: WebClient(policy: .any), model: { $0.model() },
      encode: { picture in
        var encoder = PictureEncoder(.jpeg(quality: 90))
        return try encoder.encode(picture)
      })
    doctor.isDeep = isDeep
    doctor.budget = budget ?? (isDeep ? ServerDoctor.deepBudget : doctor.budget)
    doctor.timeLimit = timeLimit
    let told = Mutex<[DoctorFinding]>([])
    doctor.onFinding = { finding in told.withLock { $0.append(finding) } }
    let report = try await doctor.examine(using: SplitMix64(seed: 7))
    #expect(told.withLock { $0 } == report.findings)
    return report
  }
}

extension DoctorReport {
  /// What a probe found.
  subscript(probe: DoctorFinding.Probe) -> DoctorFinding? { findings.first { $0.probe == probe } }
}
