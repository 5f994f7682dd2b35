/// The connected shapes of the samples at or above a value, each joined to its four neighbours.
struct Shapes {
  struct Extent {
    var columns, rows: Range<Int>
  }

  /// The shape that each sample belongs to, or -1.
  private(set) var labels: [Int]
  /// How far each shape reaches.
  private(set) var extents: [Extent] = []

  init(in plane: Plane, from value: UInt8) {
    labels = [Int](repeating: -1, count: plane.samples.count)
    var waiting: [Int] = []
    for start in labels.indices where plane.samples[start] >= value && labels[start] < 0 {
      let label = extents.count
      var (left, right, top, bottom) = (plane.width, 0, plane.height, 0)
      labels[start] = label
      waiting.append(start)
      while let place = waiting.popLast() {
        let (row, column) = place.quotientAndRemainder(dividingBy: plane.width)
        (left, right) = (min(left, column), max(right, column))
        (top, bottom) = (min(top, row), max(bottom, row))
        func visit(_ neighbour: Int) {
          guard labels[neighbour] < 0, plane.samples[neighbour] >= value else { return }
          labels[neighbour] = label
          waiting.append(neighbour)
        }
        if column > 0 { visit(place - 1) }
        if column + 1 < plane.width { visit(place + 1) }
        if row > 0 { visit(place - plane.width) }
        if row + 1 < plane.height { visit(place + plane.width) }
      }
      extents.append(Extent(columns: left..<right + 1, rows: top..<bottom + 1))
    }
  }
}
