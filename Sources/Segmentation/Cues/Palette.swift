/// A colour and how much of a shot it fills.
public struct PaletteColour: Sendable, Equatable {
  /// Red, 0 to 255.
  public let red: UInt8
  /// Green, 0 to 255.
  public let green: UInt8
  /// Blue, 0 to 255.
  public let blue: UInt8
  /// The share of all samples, 0 to 1.
  public let share: Double

  /// Makes a colour.
  package init(red: UInt8, green: UInt8, blue: UInt8, share: Double) {
    (self.red, self.green, self.blue, self.share) = (red, green, blue, share)
  }
}

/// Colours counted in coarse bins, so that a shot of any length takes the same room.
struct Palette {
  /// The most colours that are named, and the least share of one.
  static let mostColours = 5
  static let leastShare = 0.04

  private struct Bin {
    var count = 0
    var luma = 0
    var blue = 0
    var red = 0
  }

  /// Eight steps of luma and of either colour difference.
  private var bins = [Bin](repeating: Bin(), count: 512)
  private var total = 0

  /// Counts the cells of a frame.
  mutating func add(_ cells: [SIMD8<Int16>]) {
    let plane = Grid.cellCount / 8
    for place in 0..<plane {
      let (luma, blue, red) = (cells[place], cells[place + plane], cells[place + 2 * plane])
      for lane in 0..<8 {
        let (y, u, v) = (Int(luma[lane]), Int(blue[lane]), Int(red[lane]))
        // Colour lies near the middle, so its steps are a quarter as wide.
        let bin = ((y + 2048) >> 9) << 6 | Self.step(u) << 3 | Self.step(v)
        bins[bin].count += 1
        bins[bin].luma += y
        bins[bin].blue += u
        bins[bin].red += v
      }
    }
    total += Grid.cellCount
  }

  /// The commonest colours, most first; neighbouring bins count as one.
  var colours: [PaletteColour] {
    var left = bins.indices.filter { bins[$0].count > 0 }
    left.sort { bins[$0].count > bins[$1].count || bins[$0].count == bins[$1].count && $0 < $1 }
    var groups: [Bin] = []
    while let first = left.first, groups.count < Self.mostColours {
      var group = Bin()
      left.removeAll { bin in
        guard Self.isNear(bin, first) else { return false }
        group.count += bins[bin].count
        group.luma += bins[bin].luma
        group.blue += bins[bin].blue
        group.red += bins[bin].red
        return true
      }
      groups.append(group)
    }
    return groups.filter { Double($0.count) >= Self.leastShare * Double(total) }
      .sorted { $0.count > $1.count }.map(colour)
  }

  /// The share of the samples in each of 128 bins: eight steps of luma, four of either colour difference.
  var shares: [Float] {
    var counts = [Int](repeating: 0, count: 128)
    for (bin, content) in bins.enumerated() {
      counts[(bin >> 6) << 4 | (bin >> 4 & 3) << 2 | (bin >> 1 & 3)] += content.count
    }
    return counts.map { Float($0) / Float(max(total, 1)) }
  }

  private static func step(_ colour: Int) -> Int { min(max((colour + 512) >> 7, 0), 7) }

  private static func isNear(_ a: Int, _ b: Int) -> Bool {
    abs((a >> 6) - (b >> 6)) <= 1 && abs((a >> 3 & 7) - (b >> 3 & 7)) <= 1
      && abs((a & 7) - (b & 7)) <= 1
  }

  /// BT.601 in limited range, the commonest; what a video says of its matrix is not known here.
  private func colour(_ bin: Bin) -> PaletteColour {
    let count = Double(16 * bin.count)
    let y = 1.1644 * (Double(bin.luma) / count + 112)
    let (u, v) = (Double(bin.blue) / count, Double(bin.red) / count)
    let sample = { (value: Double) in UInt8(min(max(value.rounded(), 0), 255)) }
    return PaletteColour(
      red: sample(y + 1.596 * v), green: sample(y - 0.3918 * u - 0.813 * v),
      blue: sample(y + 2.0172 * u), share: Double(bin.count) / Double(max(total, 1)))
  }
}
