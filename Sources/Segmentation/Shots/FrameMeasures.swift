/// The features of the last frames, and what was measured between them.
///
/// Frames are counted from zero as they come, whatever their ordinals.
struct FrameMeasures {
  /// How many frames are kept.
  static let capacity = 384
  /// How far apart views are compared.
  static let farthestView = 122

  private var features: [SignatureFeatures] = []
  private var strips: [(frame: Int, strips: BlockSearch.Strips)?]
  private var histograms: [LumaHistogram?]
  private var views: PairTable<ViewDistance>
  private var products: PairTable<Int32>
  private var squares: [Int32]
  /// How many frames have come.
  private(set) var count = 0

  init() {
    features.reserveCapacity(Self.capacity)
    strips = [(frame: Int, strips: BlockSearch.Strips)?](repeating: nil, count: 128)
    histograms = [LumaHistogram?](repeating: nil, count: Self.capacity)
    views = PairTable(capacity: Self.capacity, farthest: Self.farthestView)
    products = PairTable(capacity: Self.capacity, farthest: 106)
    squares = [Int32](repeating: 0, count: Self.capacity)
  }

  /// Takes the next frame.
  mutating func append(_ signature: PictureSignature) {
    let frame = SignatureFeatures(signature)
    if features.count < Self.capacity {
      features.append(frame)
    } else {
      features[count % Self.capacity] = frame
      histograms[count % Self.capacity] = nil
      views.clear(count)
      products.clear(count)
    }
    squares[count % Self.capacity] = CellProduct.of(frame.cells, frame.cells)
    count += 1
  }

  /// The features of a frame that is still kept.
  subscript(frame: Int) -> SignatureFeatures {
    precondition(frame < count && frame >= count - Self.capacity, "the frame is not kept")
    return features[frame % Self.capacity]
  }

  /// Whether the frame has come and is still kept.
  func holds(_ frame: Int) -> Bool { frame < count && frame >= max(0, count - Self.capacity) }

  /// The frame so many quarters of the way between two.
  func quarter(_ quarters: Int, from start: Int, to end: Int) -> Int {
    start + ((end - start) * quarters).dividedToNearestEven(by: 4)
  }

  /// The structure figure at zero shift: never less than the true one.
  func stillStructure(_ earlier: Int, _ later: Int) -> Float {
    PairFigures.stillStructure(self[earlier], self[later])
  }

  /// The same in the rows where both have a picture.
  func stillView(_ earlier: Int, _ later: Int) -> Float {
    let (a, b) = (self[earlier], self[later])
    return PairFigures.stillStructure(a, b, rows: Letterbox.pictureRows(a, b))
  }

  /// The mean luma step between the blocks of two frames.
  func lumaStep(_ earlier: Int, _ later: Int) -> Float {
    PairFigures.lumaStep(self[earlier], self[later])
  }

  /// The mean colour step between the blocks of two frames.
  func colourStep(_ earlier: Int, _ later: Int) -> Float {
    PairFigures.colourStep(self[earlier], self[later])
  }

  /// Half the distance of two frames' luma histograms.
  mutating func histogramStep(_ earlier: Int, _ later: Int) -> Float {
    histogram(of: earlier).distance(to: histogram(of: later))
  }

  /// What is left of the blocks of two frames where they fit best into each other.
  mutating func blocks(_ earlier: Int, _ later: Int, _ model: CutModel) -> PairBlocks {
    let (there, back) = search(earlier, later)
    return PairBlocks(self[earlier], self[later], there: there, back: back, model)
  }

  /// How far apart two views are; nil if no more structure than `least` changes.
  mutating func view(
    _ earlier: Int, _ later: Int, least: Float = -.infinity
  ) -> ViewDistance? {
    if let known = views[earlier, later] { return known.structure > least ? known : nil }
    let (there, back) = search(earlier, later)
    let (a, b) = (self[earlier], self[later])
    let rows = Letterbox.pictureRows(a, b)
    let structure = PairFigures.structure(a, b, there.sums, back.sums, rows: rows)
    guard structure > least else { return nil }
    let figure = ViewDistance(
      structure: structure,
      decorrelation: ViewDistance.decorrelation(
        a, b, there: (there, strips(of: earlier)), back: (back, strips(of: later)), rows: rows),
      histogram: histogramStep(earlier, later))
    views[earlier, later] = figure
    return figure
  }

  /// The inner product of two frames' cells.
  mutating func product(_ a: Int, _ b: Int) -> Int64 {
    if a == b { return Int64(squares[a % Self.capacity]) }
    let (earlier, later) = (min(a, b), max(a, b))
    if let known = products[earlier, later] { return Int64(known) }
    let figure = CellProduct.of(self[earlier].cells, self[later].cells)
    products[earlier, later] = figure
    return Int64(figure)
  }

  /// Where the later frame's blocks lie in the earlier one, and the other way round.
  mutating func search(_ earlier: Int, _ later: Int) -> (there: BlockSearch, back: BlockSearch) {
    let back = BlockSearch(of: self[earlier].highPass.blocks, in: strips(of: later))
    return (searchBack(earlier, later), back)
  }

  /// Where the later frame's blocks lie in the earlier one.
  mutating func searchBack(_ earlier: Int, _ later: Int) -> BlockSearch {
    BlockSearch(of: self[later].highPass.blocks, in: strips(of: earlier))
  }

  private mutating func histogram(of frame: Int) -> LumaHistogram {
    if let kept = histograms[frame % Self.capacity] { return kept }
    let made = LumaHistogram(self[frame].signature)
    histograms[frame % Self.capacity] = made
    return made
  }

  private mutating func strips(of frame: Int) -> BlockSearch.Strips {
    let place = frame % strips.count
    if let kept = strips[place], kept.frame == frame { return kept.strips }
    let made = BlockSearch.Strips(self[frame].highPass)
    strips[place] = (frame, made)
    return made
  }
}
