package import MediaTypes
package import Models
internal import Web

/// Finds out by asking what a server and its model can do, and how they want to be asked.
///
/// What can be known for nothing is asked first; the rest is asked as every other question is, through the model
/// itself. Nothing is concluded from a question that failed but that it failed.
package struct ServerDoctor: Sendable {
  /// Who is examined.
  package let entry: ServerEntry
  /// Whether also what costs much is found out: how many pictures, how large, and how long a question.
  package let isDeep: Bool
  /// What the examination may cost.
  package var budget: DoctorBudget
  /// The most time of one question.
  package var questionTime = Duration.seconds(120)
  /// Is told what is found out next, before it is asked.
  package var onProbe: @Sendable (DoctorFinding.Probe) -> Void = { _ in }

  let encode: @Sendable (Picture) throws -> [UInt8]

  /// Makes the doctor of an entry; `encode` makes a JPEG file of a picture.
  package init(
    _ entry: ServerEntry, isDeep: Bool = false,
    encode: @escaping @Sendable (Picture) throws -> [UInt8]
  ) {
    (self.entry, self.isDeep, self.encode) = (entry, isDeep, encode)
    budget = isDeep ? .deep : .usual
  }

  /// What is found out, in order.
  package var probes: [DoctorFinding.Probe] {
    DoctorFinding.Probe.allCases.filter { isDeep || !$0.isDeep }
  }

  /// Examines the server; the generator draws what the pictures show.
  ///
  /// Only a cancelled examination throws: one that fails says so in its report.
  package func examine(
    using generator: some RandomNumberGenerator
  ) async throws(ModelError) -> DoctorReport {
    var visit = DoctorVisit(self, using: generator)
    for probe in probes { try await visit.run(probe) }
    return DoctorReport(visit)
  }

  /// The entry with a profile, for one question and no more than its time.
  func limitedEntry(
    _ profile: ServerProfile, until end: ContinuousClock.Instant
  ) -> ServerEntry {
    var entry = entry
    entry.profile = profile
    entry.retries = 0
    entry.idle = min(entry.idle, questionTime)
    let limit = min(end, ContinuousClock.now.advanced(by: questionTime))
    entry.deadline = min(entry.deadline ?? limit, limit)
    return entry
  }
}
