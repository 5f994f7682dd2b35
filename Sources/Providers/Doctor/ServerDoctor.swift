package import MediaTypes
package import Models
package import Web

/// Finds out by asking what a server and its model can do, and how they want to be asked.
///
/// What can be known for nothing is asked first; the rest is asked as every other question is, through the model
/// itself. Nothing is concluded from a question that failed but that it failed.
package struct ServerDoctor: Sendable {
  /// Who is examined.
  package let entry: ServerEntry
  /// Whether also what costs much is found out: how many pictures, how large, and how long a question.
  package var isDeep = false
  /// What the examination may cost.
  package var budget = DoctorBudget(calls: 40, tokens: 20_000)
  /// The most time of one question.
  package var timeLimit = Duration.seconds(120)
  /// Is told each finding when it is made.
  package var onFinding: @Sendable (DoctorFinding) -> Void = { _ in }

  let client: WebClient
  let model: @Sendable (ServerEntry) -> any VideoModel
  let encode: @Sendable (Picture) throws -> [UInt8]

  /// What a deep examination may cost.
  package static let deepBudget = DoctorBudget(calls: 100, tokens: 250_000)

  /// Makes the doctor of an entry, over whose client it asks what costs nothing.
  ///
  /// `model` makes the model that the entry describes, and `encode` a JPEG file of a picture.
  package init(
    _ entry: ServerEntry, over client: WebClient,
    model: @escaping @Sendable (ServerEntry) -> any VideoModel,
    encode: @escaping @Sendable (Picture) throws -> [UInt8]
  ) {
    (self.entry, self.client, self.model, self.encode) = (entry, client, model, encode)
  }

  /// Makes the doctor of an entry; whom the entry names may be talked to.
  package init(
    _ entry: ServerEntry, model: @escaping @Sendable (ServerEntry) -> any VideoModel,
    encode: @escaping @Sendable (Picture) throws -> [UInt8]
  ) {
    self.init(entry, over: WebClient(policy: .any), model: model, encode: encode)
  }

  /// Examines the server; the generator draws what the pictures show.
  ///
  /// Only a cancelled examination throws: one that fails says so in its report.
  package func examine(
    using generator: some RandomNumberGenerator
  ) async throws(ModelError) -> DoctorReport {
    let start = ContinuousClock.now
    var visit = DoctorVisit(self, using: generator)
    for probe in DoctorFinding.Probe.allCases where isDeep || !probe.isDeep {
      try await visit.run(probe)
    }
    return DoctorReport(visit, time: .now - start)
  }

  /// The entry with a profile, for one question and no more than its time.
  func limitedEntry(_ profile: ServerProfile) -> ServerEntry {
    var entry = entry
    entry.profile = profile
    entry.retries = 0
    entry.idle = min(entry.idle, timeLimit)
    let limit = ContinuousClock.now.advanced(by: timeLimit)
    entry.deadline = min(entry.deadline ?? limit, limit)
    return entry
  }
}
