/// How many thin upright strokes of one tone each cell of a picture holds, and how strong they are.
///
/// A stroke is what a horizontal opening of eight samples takes away: narrower than eight, and
/// brighter than what lies on both its sides. Letters, scaled to be some ten to thirty samples high, are
/// made of such strokes; faces, skies and walls are not.
struct StrokeMap {
  static let cellWidth = 8
  static let cellHeight = 2

  let columns, rows: Int
  /// Stroke samples of a cell, at most 16.
  private(set) var counts: [UInt8]
  /// Their summed strength, in sixteenths of a full step.
  private(set) var strengths: [UInt8]

  /// Measures bright strokes, or dark ones.
  init(of plane: Plane, isDark: Bool) {
    columns = plane.width / Self.cellWidth
    rows = plane.height / Self.cellHeight
    counts = [UInt8](repeating: 0, count: columns * rows)
    strengths = counts
    guard columns > 0, rows > 0 else { return }
    let strokes = Self.strokes(of: plane, isDark: isDark)
    fill(from: strokes, width: plane.width, threshold: Self.threshold(for: strokes, plane))
  }

  // Enough contrast to be read at all.
  private static let leastContrast = 32
  private static let mostContrast = 160

  /// The contrast that no more than three samples in a hundred have, so that grass and gravel give
  /// way to the letters before them.
  private static func threshold(for strokes: [UInt8], _ plane: Plane) -> UInt8 {
    var histogram = [Int](repeating: 0, count: 256)
    var looked = 0
    // Every fourth row tells as much.
    for row in stride(from: 0, to: plane.height, by: 4) {
      for place in row * plane.width..<(row + 1) * plane.width {
        let strength = Int(strokes[place])
        // Most have hardly any, and none of them is asked for.
        if strength >= leastContrast { histogram[strength] += 1 }
      }
      looked += plane.width
    }
    var above = histogram[leastContrast...].reduce(0, +)
    var threshold = leastContrast
    while threshold < mostContrast, above * 100 > looked * 3 {
      above -= histogram[threshold]
      threshold += 1
    }
    return UInt8(threshold)
  }

  private typealias Lanes = SIMD16<UInt8>
  private static let width = Lanes.scalarCount

  /// What a horizontal opening takes away from each sample.
  private static func strokes(of plane: Plane, isDark: Bool) -> [UInt8] {
    let (width, reach) = (plane.width, cellWidth - 1)
    let flip = Lanes(repeating: isDark ? 0xff : 0)
    // Room for the repeated edges and for whole vectors beyond them.
    let room = (width + 2 * reach + Self.width - 1) / Self.width * Self.width + 2 * Self.width
    var line = [UInt8](repeating: 0, count: room)
    // Whole vectors may write past the last row.
    var result = [UInt8](repeating: 0, count: width * plane.height + Self.width)
    unsafe plane.samples.withUnsafeBytes { samples in
      unsafe line.withUnsafeMutableBytes { line in
        unsafe result.withUnsafeMutableBytes { result in
          for row in 0..<plane.height {
            let start = row * width
            for place in 0..<reach { unsafe line[place] = samples[start] }
            unsafe UnsafeMutableRawBufferPointer(rebasing: line[reach..<reach + width])
              .copyMemory(from: UnsafeRawBufferPointer(rebasing: samples[start..<start + width]))
            for place in reach + width..<room {
              unsafe line[place] = samples[start + width - 1]
            }
            let end = room - 2 * Self.width
            for place in stride(from: 0, to: room, by: Self.width) {
              let lanes = unsafe line.loadUnaligned(fromByteOffset: place, as: Lanes.self) ^ flip
              unsafe line.storeBytes(of: lanes, toByteOffset: place, as: Lanes.self)
            }
            // In place: every vector is read before the one behind it is written.
            for step in [1, 2, 4] {
              for place in stride(from: 0, to: end + Self.width, by: Self.width) {
                let near = unsafe line.loadUnaligned(fromByteOffset: place, as: Lanes.self)
                let far = unsafe line.loadUnaligned(fromByteOffset: place + step, as: Lanes.self)
                unsafe line.storeBytes(
                  of: pointwiseMin(near, far), toByteOffset: place, as: Lanes.self)
              }
            }
            for step in [1, 2, 4] {
              for place in stride(from: 0, to: end, by: Self.width) {
                let near = unsafe line.loadUnaligned(fromByteOffset: place, as: Lanes.self)
                let far = unsafe line.loadUnaligned(fromByteOffset: place + step, as: Lanes.self)
                unsafe line.storeBytes(
                  of: pointwiseMax(near, far), toByteOffset: place, as: Lanes.self)
              }
            }
            for place in stride(from: 0, to: width, by: Self.width) {
              let count = min(Self.width, width - place)
              var own = Lanes()
              if count == Self.width {
                own = unsafe samples.loadUnaligned(fromByteOffset: start + place, as: Lanes.self)
              } else {
                for lane in 0..<count { own[lane] = unsafe samples[start + place + lane] }
              }
              let opened = unsafe line.loadUnaligned(fromByteOffset: place, as: Lanes.self)
              unsafe result.storeBytes(
                of: (own ^ flip) &- opened, toByteOffset: start + place, as: Lanes.self)
            }
          }
        }
      }
    }
    return result
  }

  /// Counts the samples at or above the threshold in each cell.
  private mutating func fill(from strokes: [UInt8], width: Int, threshold: UInt8) {
    typealias Cell = SIMD8<UInt8>
    let limit = Cell(repeating: threshold)
    unsafe strokes.withUnsafeBytes { strokes in
      for row in 0..<rows {
        let start = row * Self.cellHeight * width
        for column in 0..<columns {
          let place = start + column * Self.cellWidth
          let upper = unsafe strokes.loadUnaligned(fromByteOffset: place, as: Cell.self)
          let lower = unsafe strokes.loadUnaligned(fromByteOffset: place + width, as: Cell.self)
          let (isUpper, isLower) = (upper .>= limit, lower .>= limit)
          let ones =
            Cell().replacing(with: 1, where: isUpper) &+ Cell().replacing(with: 1, where: isLower)
          guard ones != Cell() else { continue }
          let sixteenths =
            Cell().replacing(with: upper &>> 4, where: isUpper)
            &+ Cell().replacing(with: lower &>> 4, where: isLower)
          counts[row * columns + column] = ones.wrappedSum()
          strengths[row * columns + column] = sixteenths.wrappedSum()
        }
      }
    }
  }
}
