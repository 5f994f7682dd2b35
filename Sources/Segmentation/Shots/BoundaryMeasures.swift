/// What was measured of the last boundaries between frames, so that it is measured once.
///
/// A boundary is named by the frame after it.
struct BoundaryMeasures {
  /// How many boundaries are kept.
  private static let capacity = 64

  private let model: CutModel
  private var pairs: PairTable<PairBlocks>
  private var steps: [BlockSteps?]
  private var stills: [Float]
  private var lumas: [Float]

  init(_ model: CutModel) {
    self.model = model
    pairs = PairTable(capacity: Self.capacity, farthest: model.lastingLag)
    steps = [BlockSteps?](repeating: nil, count: Self.capacity)
    stills = [Float](repeating: 0, count: Self.capacity)
    lumas = stills
  }

  /// Takes the boundary before the newest frame, and forgets the oldest.
  mutating func takeNewest(_ frames: borrowing FrameMeasures) {
    let frame = frames.count - 1
    pairs.clear(frame)
    steps[place(frame)] = nil
    guard frame > 0 else { return }
    stills[place(frame)] = min(frames.stillView(frame - 1, frame), model.mostStructure)
    lumas[place(frame)] = PairFigures.scaled(
      frames.lumaStep(frame - 1, frame), unit: model.lumaUnit)
  }

  /// Structure that changes, measured without a search: never less than what a search finds.
  func still(_ boundary: Int) -> Float { stills[place(boundary)] }

  /// The luma that changes.
  func luma(_ boundary: Int) -> Float { lumas[place(boundary)] }

  /// Two frames' blocks, looked for in each other.
  mutating func blocks(
    _ earlier: Int, _ later: Int, _ frames: inout FrameMeasures
  ) -> PairBlocks {
    if let known = pairs[earlier, later] { return known }
    let measured = frames.blocks(earlier, later, model)
    pairs[earlier, later] = measured
    return measured
  }

  /// The share of structure that changes.
  mutating func structure(
    _ earlier: Int, _ later: Int, _ frames: inout FrameMeasures
  ) -> Float {
    min(blocks(earlier, later, &frames).structure, model.mostStructure)
  }

  /// How much each block changes where it stands.
  mutating func steps(_ boundary: Int, _ frames: borrowing FrameMeasures) -> BlockSteps {
    if let known = steps[place(boundary)] { return known }
    let measured = BlockSteps(frames[boundary - 1], frames[boundary])
    steps[place(boundary)] = measured
    return measured
  }

  private func place(_ boundary: Int) -> Int { boundary % Self.capacity }
}
