/// What is left between a frame and one end that does not move.
struct SlideRest {
  /// Sums up to each column, of the rows with even numbers.
  private var columnSums = [Int32](repeating: 0, count: Grid.width + 1)
  /// Sums up to each row, of every second row.
  private var rowSums = [Int32](repeating: 0, count: Grid.height + 2)

  var total: Int32 { columnSums[Grid.width] }

  init(_ frame: PictureSignature, _ end: PictureSignature) {
    let (own, other) = (frame.samples, end.samples)
    let (a, b) = (own.span, other.span)
    for row in 0..<Grid.height {
      let start = row * Grid.width
      rowSums[row + 2] = rowSums[row] + SlideSearch.difference(a, start, b, start)
      guard row % 2 == 0 else { continue }
      for column in 0..<Grid.width {
        let place = start &+ column
        columnSums[column &+ 1] &+= abs(Int32(a[place]) &- Int32(b[place]))
      }
    }
    for column in 0..<Grid.width { columnSums[column + 1] += columnSums[column] }
  }

  /// The columns before and after a view that leaves to the left, and to the right.
  func columns(_ shift: Int) -> Sides {
    Sides(columnSums, total: columnSums[Grid.width], count: Grid.width, shift: shift)
  }

  /// The rows above and below a view that leaves upwards, and downwards.
  func rows(_ shift: Int) -> Sides {
    Sides(rowSums, total: rowSums[Grid.height + shift % 2], count: Grid.height, shift: shift)
  }

  /// What is left at rest on either side of the line between the views.
  struct Sides {
    let first: (before: Int32, after: Int32)
    let second: (before: Int32, after: Int32)

    init(_ sums: [Int32], total: Int32, count: Int, shift: Int) {
      first = (sums[count - shift], total - sums[count - shift])
      second = (sums[shift], total - sums[shift])
    }
  }
}
