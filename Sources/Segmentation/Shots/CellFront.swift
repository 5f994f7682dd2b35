#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// When each part of the picture goes over from one end of a window to the other.
///
/// In a dissolve all cells go slowly and together; in a wipe each goes at once, and a line passes over them.
struct CellFront: Equatable {
  /// How gradually cells go: a sixth for an even way, nothing where each goes at once.
  var softness: Float = 0
  /// How much cells go back again.
  var falling: Float = 0
  /// How far apart the times lie at which cells go, in window lengths.
  var spread: Float = 0
  /// How well a straight or round line explains these times.
  var line: Float = 0
  /// The share of cells that change.
  var coverage: Float = 0
  /// How evenly the change is spread over the cells: a share of all that would make the same.
  var evenness: Float = 0

  init() {}

  /// Follows the cells that change by more than `least` levels, over some frames between two ends.
  init(
    of frames: [SignatureFeatures], from a: SignatureFeatures, to b: SignatureFeatures, least: Float
  ) {
    let (first, last) = (a.cells, b.cells)
    let (start, end) = (first.span, last.span)
    var (weight, scale) = (Plane(), Plane())
    var (sum, squares): (Float, Float) = (0, 0)
    for place in 0..<Plane.count {
      let square = fractional(Self.product(end, start, end, place))
      sum += square.sum()
      squares += (square * square).sum()
      for lane in 0..<8 where square[lane] > least * least * 256 {
        weight[place][lane] = square[lane].squareRoot() / 16
        scale[place][lane] = 1 / square[lane]
        coverage += 1 / Float(Grid.cellCount)
      }
    }
    evenness = sum * sum / (squares * Float(Grid.cellCount))
    var (previous, time, mixed, back) = (Plane(), Plane(), Plane(), Plane())
    for frame in frames {
      let kept = frame.cells
      let cells = kept.span
      for place in 0..<Plane.count {
        let way = fractional(Self.product(cells, start, end, place)) * scale[place]
        let share = clamped(way)
        time[place] += 1 - share
        mixed[place] += share * (1 - share)
        back[place] += clamped(previous[place] - share)
        previous[place] = share
      }
    }
    let (count, total) = (Float(frames.count), weight.total + 0.001)
    softness = weight.weighted(mixed) / (total * max(count, 1))
    falling = weight.weighted(back) / total
    for place in 0..<Plane.count { time[place] = (time[place] + 0.5) / (count + 1) }
    time.centre(weight, total)
    let energy = weight.weighted(time, time)
    spread = (energy / total).squareRoot()
    for template in Self.templates {
      var shape = template
      shape.centre(weight, total)
      let common = weight.weighted(shape, time)
      line = max(line, abs(common) / (weight.weighted(shape, shape) * energy + 1e-6).squareRoot())
    }
  }

  /// The inner product of eight cells' ways from `start`: of a frame and of the end.
  @inline(__always) private static func product(
    _ cells: Span<SIMD8<Int16>>, _ start: Span<SIMD8<Int16>>, _ end: Span<SIMD8<Int16>>,
    _ place: Int
  ) -> SIMD8<Int32> {
    var sum = SIMD8<Int32>()
    for plane in 0..<3 {
      let part = place &+ plane &* Plane.count
      let from = widened(start[part])
      sum &+= (widened(cells[part]) &- from) &* (widened(end[part]) &- from)
    }
    return sum
  }

  /// The ways in which a line passes: straight from all sides, round, turning, and from or to an axis.
  private static let templates: [Plane] = [
    Plane { x, _ in x }, Plane { _, y in y }, Plane { x, y in x + y }, Plane { x, y in x - y },
    Plane { x, y in (x * x + y * y).squareRoot() }, Plane { x, y in atan2f(y, x) },
    Plane { x, _ in abs(x) }, Plane { _, y in abs(y) },
  ]

  /// A number for each of the 144 cells.
  private struct Plane {
    static let count = Grid.cellCount / 8
    private var cells = InlineArray<18, SIMD8<Float>>(repeating: SIMD8())

    init() {}

    /// Makes each number of the cell's place, from -0.5 to 0.5.
    init(_ number: (_ x: Float, _ y: Float) -> Float) {
      for cell in 0..<Grid.cellCount {
        let (row, column) = (cell / Grid.cellColumns, cell % Grid.cellColumns)
        cells[cell / 8][cell % 8] = number(
          (Float(column) + 0.5) / Float(Grid.cellColumns) - 0.5,
          (Float(row) + 0.5) / Float(Grid.cellRows) - 0.5)
      }
    }

    subscript(place: Int) -> SIMD8<Float> {
      get { cells[place] }
      set { cells[place] = newValue }
    }

    var total: Float {
      var sum = SIMD8<Float>()
      for place in 0..<Self.count { sum += cells[place] }
      return Self.sum(sum)
    }

    /// The sum of the other's numbers, weighted with these.
    func weighted(_ other: Plane) -> Float {
      var sum = SIMD8<Float>()
      for place in 0..<Self.count { sum += cells[place] * other.cells[place] }
      return Self.sum(sum)
    }

    /// The sum of products, weighted with these.
    func weighted(_ a: Plane, _ b: Plane) -> Float {
      var sum = SIMD8<Float>()
      for place in 0..<Self.count { sum += cells[place] * a.cells[place] * b.cells[place] }
      return Self.sum(sum)
    }

    /// Takes the weighted mean away.
    mutating func centre(_ weight: Plane, _ total: Float) {
      let mean = weight.weighted(self) / total
      for place in 0..<Self.count { cells[place] -= mean }
    }

    /// The sum of all lanes, always in the same order.
    private static func sum(_ lanes: SIMD8<Float>) -> Float {
      let quarter = lanes.lowHalf + lanes.highHalf
      return (quarter[0] + quarter[1]) + (quarter[2] + quarter[3])
    }
  }
}
