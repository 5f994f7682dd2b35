/// How the camera moves in a shot.
public struct ShotMotion: Sendable, Equatable {
  /// The kinds of camera moves that are told apart.
  public enum Kind: String, Sendable, CaseIterable {
    /// The camera stands still.
    case still = "static"
    /// It turns or travels sideways.
    case pan
    /// It turns or travels up or down.
    case tilt
    /// It comes nearer or goes away.
    case zoom
    /// It moves without a direction.
    case handheld
  }

  /// The camera's move as a whole.
  public let kind: Kind
  /// Picture widths a second to the right.
  public let across: Double
  /// Picture heights a second down.
  public let down: Double
  /// How much the view grows a second: 0.1 is a tenth larger.
  public let expansion: Double
  /// Picture widths a second that what is seen moves, whatever the direction.
  public let amount: Double

  /// Describes a move.
  package init(kind: Kind, across: Double, down: Double, expansion: Double, amount: Double) {
    (self.kind, self.across, self.down) = (kind, across, down)
    (self.expansion, self.amount) = (expansion, amount)
  }
}

/// The steps of a shot, added up.
struct MotionSum: Equatable {
  /// Samples a step below which the camera stands still.
  private static let leastWay: Float = 0.25
  /// The share of all ways that goes in one direction in a pan, a tilt or a zoom.
  private static let leastDirection: Float = 0.6
  /// How far a growth moves the blocks between middle and edge, in samples.
  private static let growthReach: Float = 20

  private var steps = 0
  private var seconds = 0.0
  private var across: Float = 0
  private var down: Float = 0
  private var growth: Float = 0
  private var ways: (across: Float, down: Float, growth: Float) = (0, 0, 0)
  private var amount: Float = 0

  mutating func add(_ step: CameraStep, seconds: Double) {
    steps += 1
    self.seconds += seconds
    across += step.across
    down += step.down
    growth += step.expansion
    ways.across += abs(step.across)
    ways.down += abs(step.down)
    ways.growth += abs(step.expansion)
    amount += step.amount
  }

  /// What the steps say together; a shot too short for any stands still.
  var motion: ShotMotion {
    let time = seconds > 0 ? seconds : 1
    return ShotMotion(
      kind: kind, across: Double(across) / Double(Grid.width) / time,
      down: Double(down) / Double(Grid.height) / time, expansion: Double(growth) / time,
      amount: Double(amount) / Double(Grid.width) / time)
  }

  private var kind: ShotMotion.Kind {
    let least = Self.leastWay * Float(steps)
    let growthWay = ways.growth * Self.growthReach
    guard steps > 0, max(ways.across, ways.down, growthWay) >= least else { return .still }
    let directions: [(kind: ShotMotion.Kind, way: Float, sum: Float)] = [
      (.pan, ways.across, abs(across)), (.tilt, ways.down, abs(down)),
      (.zoom, growthWay, abs(growth) * Self.growthReach),
    ]
    let strongest = directions.max { $0.sum < $1.sum }
    guard let strongest, strongest.sum >= least,
      strongest.sum >= Self.leastDirection * strongest.way
    else { return .handheld }
    return strongest.kind
  }

  static func == (a: MotionSum, b: MotionSum) -> Bool {
    a.steps == b.steps && a.ways == b.ways && a.motion == b.motion
  }
}
