/// Something that happened during an analysis, for those who wait.
public enum AnalysisEvent: Sendable {
  /// So much of the video was looked at.
  case scanned(Scan.Progress)
  /// The calls that will be made.
  case planned(CallPlan)
  /// A call ended: `done` of `planned` so far, more where answers were short.
  case asked(done: Int, planned: Int)
}
