public import MediaTypes

/// Finds the shots of a video from the signatures of its frames, one after the other.
///
/// Every frame counts, so signatures must come of all frames, in the order in which they are shown. What is
/// kept does not grow with the video. A shot is given once nothing that follows can change it: some 220
/// frames after its end, more only while long fades follow each other.
public struct ShotDetector: Sendable {
  private var finder: TransitionFinder
  private var assembler: ShotAssembler
  private var step: CameraStep?

  /// What was measured of the frame that came last.
  public private(set) var latest: FrameCues?

  /// Starts a video.
  ///
  /// - Parameters:
  ///   - sensitivity: From 0, which finds only the clearest transitions, to 1; 0.5 is where it was measured
  ///     to be right most often.
  ///   - shortestShot: Seconds; of two transitions nearer to each other, the surer one counts.
  public init(sensitivity: Double = 0.5, shortestShot: Ratio = 0) {
    finder = TransitionFinder(ShotModel(sensitivity: sensitivity))
    assembler = ShotAssembler(shortest: shortestShot)
  }

  /// Takes the next frame, and gives the shots that are certain now.
  public mutating func observe(_ signature: consuming PictureSignature) -> [Shot] {
    let transitions = finder.observe(signature)
    measureNewest()
    return assembler.advance(transitions, settled: finder.settled)
  }

  /// Gives the last shots; none if no frame came.
  public mutating func finish() -> [Shot] {
    let transitions = finder.finish()
    return assembler.advance(transitions, settled: finder.settled) + assembler.finish()
  }

  private mutating func measureNewest() {
    let (measured, seconds) = finder.stepToNewest()
    if measured != nil { step = measured }
    let summary = finder.summaryOfNewest(measured, seconds)
    latest = summary.cues(step)
    assembler.append(summary)
  }
}
