/// How the camera moved over a few frames, seen from where the blocks of the later frame were before.
struct CameraStep: Equatable {
  /// How many frames apart the two frames are: slow moves are less than a sample from one to the next.
  static let frames = 4
  /// Structure that changes less than this has not moved.
  static let leastStructure: Float = 0.08
  /// The fewest blocks that can tell a move.
  private static let leastBlocks = 6
  /// How far a block may be from where the move puts it, in samples, to belong to it.
  private static let tolerance: Float = 1.5

  /// Samples to the right and down that the camera turned.
  let across: Float
  let down: Float
  /// How much larger the view became, a share of its size.
  let expansion: Float
  /// The mean way of blocks, whether they moved alike or not.
  let amount: Float
  /// The share of blocks that moved alike.
  let agreement: Float

  static let still = CameraStep(across: 0, down: 0, expansion: 0, amount: 0, agreement: 1)

  private init(across: Float, down: Float, expansion: Float, amount: Float, agreement: Float) {
    (self.across, self.down, self.expansion) = (across, down, expansion)
    (self.amount, self.agreement) = (amount, agreement)
  }

  /// Fits a move to the places of blocks; nil if too few of them could be found again.
  init?(of frame: SignatureFeatures, by search: BlockSearch) {
    let moves = Self.moves(of: frame, by: search)
    guard moves.count >= Self.leastBlocks else { return nil }
    var fit = Fit(moves)
    for _ in 0..<2 {
      let alike = moves.filter { fit.distance(to: $0) <= Self.tolerance }
      guard alike.count >= Self.leastBlocks else { break }
      fit = Fit(alike)
    }
    let total = moves.reduce(0) { $0 + $1.weight }
    let agreeing = moves.filter { fit.distance(to: $0) <= Self.tolerance }
    (across, down, expansion) = (fit.across, fit.down, -fit.growth)
    amount = moves.reduce(0) { $0 + $1.weight * $1.length } / total
    agreement = agreeing.reduce(0) { $0 + $1.weight } / total
  }

  private struct Move {
    let x: Float
    let y: Float
    let across: Float
    let down: Float
    let weight: Float
    var length: Float { (across * across + down * down).squareRoot() }
  }

  private static func moves(of frame: SignatureFeatures, by search: BlockSearch) -> [Move] {
    var moves: [Move] = []
    for row in 0..<Grid.blockRows {
      for column in 0..<8 {
        let activity = frame.blockActivity[row][column]
        let residue = Float(search.sums[row][column]) / Float(2 * Grid.blockArea)
        guard activity > 2 * ShotModel.noiseFloor, residue < 0.5 * activity else { continue }
        let place = search.place(row: row, column: column)
        moves.append(
          Move(
            x: Float(column * Grid.blockWidth) - 28, y: Float(row * Grid.blockHeight) - 15,
            across: Float(place.across), down: Float(place.down),
            weight: frame.blockWeight[row][column]))
      }
    }
    return moves
  }

  /// A shift and a growth about the middle, by weighted least squares.
  private struct Fit {
    private(set) var across: Float = 0
    private(set) var down: Float = 0
    private(set) var growth: Float = 0

    init(_ moves: [Move]) {
      var (weight, x, y, across, down): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
      for move in moves {
        weight += move.weight
        x += move.weight * move.x
        y += move.weight * move.y
        across += move.weight * move.across
        down += move.weight * move.down
      }
      (x, y, across, down) = (x / weight, y / weight, across / weight, down / weight)
      var (along, spread): (Float, Float) = (0, 0)
      for move in moves {
        let (dx, dy) = (move.x - x, move.y - y)
        along += move.weight * (dx * (move.across - across) + dy * (move.down - down))
        spread += move.weight * (dx * dx + dy * dy)
      }
      growth = spread > 0 ? along / spread : 0
      (self.across, self.down) = (across - growth * x, down - growth * y)
    }

    func distance(to move: Move) -> Float {
      let (dx, dy) = (
        move.across - across - growth * move.x, move.down - down - growth * move.y
      )
      return (dx * dx + dy * dy).squareRoot()
    }
  }
}
