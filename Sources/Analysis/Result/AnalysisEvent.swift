/// Something that happened during an analysis, for those who wait.
public enum AnalysisEvent: Sendable {
  /// So much of the video was looked at.
  case scanned(Scan.Progress)
  /// A stretch of sound was written down, or failed to be: `done` of `planned` so far.
  case heard(done: Int, planned: Int)
  /// The calls that will be made.
  case planned(CallPlan)
  /// A call ended: `done` of `planned` so far, more where answers were short.
  case asked(done: Int, planned: Int)
}
