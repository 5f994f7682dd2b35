internal import Analysis
internal import Documents
internal import MediaTypes
internal import Segmentation

/// A shot, as `shots --json` writes it.
struct ShotDocument: Encodable {
  /// A frame that shows the shot well.
  struct Frame: Encodable {
    let frame: Int
    let time: Double
    let timeFromZero: Double
    let ticks: Int64
  }

  /// How the camera moves, in picture sizes a second.
  struct Motion: Encodable {
    let camera: String
    let across: Double
    let down: Double
    let zoom: Double
    let amount: Double
  }

  /// A colour, and the share of the shot's samples that have it.
  struct Colour: Encodable {
    let colour: String
    let share: Double
  }

  let number: Int
  let beginsWith: String?
  let endsWith: String?
  let confidence: Double?
  let firstFrame: Int
  let lastFrame: Int
  let bestFrame: Frame
  let motion: Motion
  let brightness: Double
  let sharpness: Double
  let colours: [Colour]
  let loudnessDb: Double?

  init(_ footage: Footage, _ place: Int) {
    let shot = footage.shots[place]
    number = place + 1
    (beginsWith, endsWith) = (shot.opening?.kind.rawValue, shot.closing?.kind.rawValue)
    confidence = shot.opening?.confidence.rounded(toPlaces: 4)
    (firstFrame, lastFrame) = (shot.ordinals.lowerBound, shot.ordinals.upperBound)
    let best = shot.bestFrame
    bestFrame = Frame(
      frame: best.ordinal, time: best.timestamp.seconds,
      timeFromZero: best.timestamp.seconds(since: footage.zero), ticks: best.timestamp.ticks)
    let cues = shot.cues
    motion = Motion(
      camera: cues.motion.kind.rawValue, across: cues.motion.across.rounded(toPlaces: 4),
      down: cues.motion.down.rounded(toPlaces: 4),
      zoom: cues.motion.expansion.rounded(toPlaces: 4),
      amount: cues.motion.amount.rounded(toPlaces: 4))
    brightness = cues.brightness.rounded(toPlaces: 4)
    sharpness = cues.sharpness.rounded(toPlaces: 4)
    colours = cues.colours.map {
      Colour(colour: $0.hexadecimal, share: $0.share.rounded(toPlaces: 3))
    }
    let level = footage.sound?.rms(of: shot.range)
    loudnessDb = level.flatMap { $0.isFinite ? $0.rounded(toPlaces: 1) : nil }
  }
}
