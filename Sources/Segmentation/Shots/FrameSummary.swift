internal import MediaTypes

/// What is kept of a frame until it is known which shot it belongs to.
struct FrameSummary {
  let ordinal: Int
  let range: TimeRange
  let brightness: Float
  let activity: Float
  let cells: [SIMD8<Int16>]
  /// How the camera came here from a few frames before; nil for the frames between.
  let step: CameraStep?
  let stepSeconds: Double

  init(_ frame: SignatureFeatures, step: CameraStep?, stepSeconds: Double) {
    (ordinal, range) = (frame.signature.ordinal, frame.signature.range)
    (brightness, activity, cells) = (frame.brightness, frame.activity, frame.cells)
    (self.step, self.stepSeconds) = (step, stepSeconds)
  }

  /// The figures for the world outside, with the move of the last step.
  func cues(_ step: CameraStep?) -> FrameCues {
    let frames = Double(CameraStep.frames)
    return FrameCues(
      brightness: Self.unit(brightness), sharpness: Double(activity) / 128,
      camera: (
        Double(step?.across ?? 0) / Double(Grid.width) / frames,
        Double(step?.down ?? 0) / Double(Grid.height) / frames
      ), motion: Double(step?.amount ?? 0) / Double(Grid.width) / frames)
  }

  /// Limited-range luma on the scale from 0 to 1.
  static func unit(_ luma: Float) -> Double { min(max((Double(luma) - 16) / 219, 0), 1) }
}
