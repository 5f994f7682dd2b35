internal import MediaTypes
internal import Models

/// How a passage looks, from what was measured of its shots.
struct Look {
  /// How light it is.
  enum Light: Int, CaseIterable { case veryDark, dark, medium, bright, veryBright }
  /// How much detail there is.
  enum Detail { case little, some, much }
  /// How fast something goes.
  enum Pace: Int, CaseIterable { case slow, medium, fast }

  /// Mean light, 0 to 1.
  let brightness: Double
  /// Mean detail, 0 to 1.
  let sharpness: Double
  /// How the camera moves for most of the time.
  let motion: ShotFacts.Motion
  /// Whether it moves like that for nearly all of the time.
  let isMotionSteady: Bool
  /// Mean speed of what moves so, in picture widths a second.
  let motionAmount: Double
  /// The colours that fill most, most first, with their shares.
  let colours: [(name: ColourName, share: Double)]
  /// The commonest colour as it was measured.
  let commonest: ColourFact?

  /// Reads shots; nil if there are none.
  init?(_ shots: [ShotFacts]) {
    guard let first = shots.first else { return nil }
    var (light, detail) = (WeightedMean(), WeightedMean())
    var times: [ShotFacts.Motion: Double] = [:]
    var amounts: [ShotFacts.Motion: WeightedMean] = [:]
    var shares = [Double](repeating: 0, count: ColourName.allCases.count)
    var total = 0.0
    var commonest: (colour: ColourFact, weight: Double)?
    for shot in shots {
      let seconds = max(shot.range.seconds, 1e-6)
      light.add(shot.brightness, weight: seconds)
      detail.add(shot.sharpness, weight: seconds)
      times[shot.motion, default: 0] += seconds
      amounts[shot.motion, default: WeightedMean()].add(shot.motionAmount, weight: seconds)
      total += seconds
      for colour in shot.colours where colour.share.isFinite {
        let name = ColourName(red: colour.red, green: colour.green, blue: colour.blue)
        shares[name.rawValue] += colour.share * seconds
        let weight = colour.share * seconds
        if weight > commonest?.weight ?? 0 { commonest = (colour, weight) }
      }
    }
    // In the order of all motions, so that equals give the same answer each time.
    let motion =
      ShotFacts.Motion.allCases.max { times[$0, default: 0] < times[$1, default: 0] }
      ?? first.motion
    (brightness, sharpness) = (light.value ?? 0, detail.value ?? 0)
    self.motion = motion
    isMotionSteady = times[motion, default: 0] >= 0.8 * total
    motionAmount = amounts[motion]?.value ?? 0
    colours = ColourName.allCases
      .map { (name: $0, share: shares[$0.rawValue] / total) }
      .filter { $0.share >= 0.1 }
      .sorted { $0.share != $1.share ? $0.share > $1.share : $0.name.rawValue < $1.name.rawValue }
    self.commonest = commonest?.colour
  }

  /// How light it is.
  var light: Light {
    switch brightness {
    case ..<0.12: .veryDark
    case ..<0.32: .dark
    case ..<0.62: .medium
    case ..<0.85: .bright
    default: .veryBright
    }
  }

  /// How much detail there is.
  var detail: Detail { sharpness < 0.15 ? .little : sharpness > 0.6 ? .much : .some }

  /// How fast the camera moves.
  var speed: Pace { motionAmount < 0.1 ? .slow : motionAmount > 0.5 ? .fast : .medium }
}
