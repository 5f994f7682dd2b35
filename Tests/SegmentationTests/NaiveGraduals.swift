@testable import Segmentation

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// The figures of gradual transitions as they are defined, without any thought of speed.
enum NaiveGraduals {
  /// The slide of least error: two axes, two directions, both views or only one of them moving.
  static func slide(
    _ frame: PictureSignature, _ a: PictureSignature, _ b: PictureSignature
  ) -> (error: Int, slide: Int, way: Int) {
    var best = (error: Int.max, slide: 0, way: 0)
    for slide in 0..<12 {
      let isAcross = slide < 6
      let size = isAcross ? 64 : 36
      for shift in stride(from: isAcross ? 2 : 1, to: size, by: isAcross ? 2 : 1) {
        var error = 0
        for row in stride(from: isAcross ? 0 : shift % 2, to: 36, by: 2) {
          for column in 0..<64 {
            let (place, isNew) = source(isAcross ? column : row, size, shift, slide % 6)
            let (x, y) = isAcross ? (place, row) : (column, place)
            error += abs(
              NaiveShots.luma(frame, column, row) - NaiveShots.luma(isNew ? b : a, x, y))
          }
        }
        let way = isAcross ? shift : shift * 64 / 36
        if error < best.error { best = (error, slide, way) }
      }
    }
    return best
  }

  /// Where a sample comes from, and from which view.
  private static func source(
    _ place: Int, _ size: Int, _ shift: Int, _ slide: Int
  ) -> (place: Int, isNew: Bool) {
    let (oldMoves, newMoves) = (slide % 3 != 1, slide % 3 != 2)
    if slide < 3 {
      let line = size - shift
      return place < line
        ? (oldMoves ? place + shift : place, false) : (newMoves ? place - line : place, true)
    }
    return place >= shift
      ? (oldMoves ? place - shift : place, false)
      : (newMoves ? place + size - shift : place, true)
  }

  /// Softness, falling, spread and line of the cells that change by more than eight levels.
  static func front(
    _ frames: [PictureSignature], _ a: PictureSignature, _ b: PictureSignature
  ) -> [Double] {
    let (first, last) = (cells(a), cells(b))
    let middles = frames.map { cells($0) }
    var (weights, times, soft, back) = ([Double](), [Double](), [Double](), [Double]())
    var places: [(x: Double, y: Double)] = []
    for cell in 0..<144 {
      let change = (0..<3).map { last[cell][$0] - first[cell][$0] }
      let square = change.reduce(0) { $0 + $1 * $1 }
      guard square > 64 else { continue }
      let ways = middles.map { middle in
        let along = (0..<3).reduce(0.0) { sum, plane in
          sum + (middle[cell][plane] - first[cell][plane]) * change[plane]
        }
        return max(0, min(1, along / square))
      }
      weights.append(sqrt(square))
      times.append((ways.reduce(0) { $0 + 1 - $1 } + 0.5) / Double(ways.count + 1))
      soft.append(ways.reduce(0) { $0 + $1 * (1 - $1) } / Double(max(ways.count, 1)))
      back.append(zip([0] + ways, ways).reduce(0) { $0 + max(0, $1.0 - $1.1) })
      places.append((Double(cell % 16) / 16 + 1 / 32 - 0.5, Double(cell / 16) / 9 + 1 / 18 - 0.5))
    }
    let total = weights.reduce(0, +) + 0.001
    let mean = { (values: [Double]) in zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total }
    let centred = { (values: [Double]) in values.map { $0 - mean(values) } }
    let product = { (p: [Double], q: [Double]) in mean(zip(p, q).map { $0 * $1 }) * total }
    let time = centred(times)
    let shapes: [(Double, Double) -> Double] = [
      { x, _ in x }, { _, y in y }, { x, y in x + y }, { x, y in x - y },
      { x, y in sqrt(x * x + y * y) }, { x, y in atan2(y, x) }, { x, _ in abs(x) },
      { _, y in abs(y) },
    ]
    let lines = shapes.map { shape in
      let form = centred(places.map { shape($0.x, $0.y) })
      return abs(product(form, time)) / sqrt(product(form, form) * product(time, time) + 1e-6)
    }
    return [mean(soft), mean(back), sqrt(product(time, time) / total), lines.max() ?? 0]
  }

  /// The mean luma and colours of 16×9 cells.
  private static func cells(_ signature: PictureSignature) -> [[Double]] {
    (0..<144).map { cell in
      var sums = [0.0, 0, 0]
      for y in 0..<4 {
        for x in 0..<4 {
          let (row, column) = (cell / 16 * 4 + y, cell % 16 * 4 + x)
          sums[0] += Double(NaiveShots.luma(signature, column, row)) / 16
          for plane in 0..<2 {
            let place = 2304 + 576 * plane + row / 2 * 32 + column / 2
            sums[plane + 1] += Double(signature.samples[place]) / 16
          }
        }
      }
      return sums
    }
  }
}
