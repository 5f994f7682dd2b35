internal import Documents
internal import Media
internal import MediaTypes

/// What `frames --json` reports.
struct SamplingDocument: Encodable {
  struct Drop: Encodable {
    let reason: String
    let count: Int
  }

  let file: String
  let plan: String
  let from: Double?
  let to: Double?
  let folder: String
  let pictures: Int
  let instantsAsked: Int
  let repeats: Int
  let drops: [Drop]
  let effectiveRate: Double?
  let largestGapSeconds: Double?
  let firstPicture: TimeDocument?
  let isSequential: Bool
  let damage: [DamageDocument]

  init(
    _ file: String, _ plan: FramesPlan, folder: String, _ report: SamplingReport, zero: Timestamp?
  ) {
    (self.file, self.folder, self.plan) = (file, folder, plan.title)
    (from, to) = (plan.window.from?.value, plan.window.to?.value)
    (pictures, instantsAsked) = (report.framesDelivered, report.instantsAsked)
    repeats = report.repeats
    drops = report.drops.map { Drop(reason: $0.reason.rawValue, count: $0.count) }
    (effectiveRate, largestGapSeconds) = (report.effectiveRate, report.largestGap)
    firstPicture = zero.map(TimeDocument.init)
    isSequential = report.isSequential
    damage = report.damage.entries.map(DamageDocument.init)
  }
}
