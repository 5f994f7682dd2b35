/// Where the blocks of one picture are found in another, and how well they fit there.
struct BlockSearch {
  /// The high-pass picture cut into strips eight samples wide, one for each column a block may start at.
  ///
  /// The rows of a strip follow each other, so that a block at any height is six neighbouring words.
  final class Strips: Sendable {
    let words: [SIMD8<UInt8>]

    init(_ highPass: HighPass) {
      let samples = highPass.padded.span
      precondition(samples.count == Grid.paddedWidth * Grid.paddedHeight)
      let count = (Grid.width + 1) * Grid.paddedHeight
      words = [SIMD8<UInt8>](capacity: count) { output in
        for column in 0...Grid.width {
          for row in 0..<Grid.paddedHeight {
            let word = samples.word(at: row &* Grid.paddedWidth &+ column)
            output.append(word)
          }
        }
      }
    }
  }

  /// A block's best place.
  struct Place: Equatable {
    let across: Int
    let down: Int
  }

  /// Sum of absolute differences at the best place, with the penalty of half a unit a sample of way.
  private(set) var sums: Blocks<Int32>
  private var codes: Blocks<Int32>

  /// Looks for each of `blocks` in `strips`.
  init(of blocks: [SIMD8<UInt8>], in strips: Strips) {
    let stripWords = strips.words
    let (wanted, words) = (blocks.span, stripWords.span)
    precondition(wanted.count == Grid.blockCount * Grid.blockHeight)
    precondition(words.count == (Grid.width + 1) * Grid.paddedHeight)
    // Blocks are the inner loop: were a block's words to stay in place over all shifts, the compiler
    // would widen them once, and no longer see sums of absolute differences in the rest.
    var best = InlineArray<48, Int32>(repeating: .max)
    for across in 0...2 * Grid.reachAcross {
      for down in 0...2 * Grid.reachDown {
        let way = abs(across - Grid.reachAcross) + abs(down - Grid.reachDown)
        let code = way << 6 | (across * 7 + down)
        let penalty = Int32(truncatingIfNeeded: (way / 2) << 9 | code)
        for column in 0..<8 {
          let start = (column &* Grid.blockWidth &+ across) &* Grid.paddedHeight &+ down
          let strip = words.extracting(start..<start &+ Grid.height)
          for row in 0..<Grid.blockRows {
            let place = (row &* 8 &+ column) &* Grid.blockHeight
            let sum = Self.difference(
              wanted.extracting(place..<place &+ 6), strip.extracting(row &* 6..<row &* 6 &+ 6))
            let block = row &* 8 &+ column
            best[block] = min(best[block], sum &<< 9 &+ penalty)
          }
        }
      }
    }
    (sums, codes) = (Blocks(repeating: SIMD8()), Blocks(repeating: SIMD8()))
    for row in 0..<Grid.blockRows {
      for column in 0..<8 {
        sums[row][column] = best[row * 8 + column] >> 9
        codes[row][column] = best[row * 8 + column] & 63
      }
    }
  }

  /// How far the block's best place lies from its own.
  func place(row: Int, column: Int) -> Place {
    let code = Int(codes[row][column])
    return Place(across: code / 7 - Grid.reachAcross, down: code % 7 - Grid.reachDown)
  }

  /// The sum of absolute differences of six words.
  @inline(__always) private static func difference(
    _ a: Span<SIMD8<UInt8>>, _ b: Span<SIMD8<UInt8>>
  ) -> Int32 {
    var sum = absoluteDifference(a[0], b[0])
    sum &+= absoluteDifference(a[1], b[1])
    sum &+= absoluteDifference(a[2], b[2])
    sum &+= absoluteDifference(a[3], b[3])
    sum &+= absoluteDifference(a[4], b[4])
    sum &+= absoluteDifference(a[5], b[5])
    return sum.wrappedSum()
  }

  /// The sums of absolute differences of blocks at their own places.
  static func still(_ a: [SIMD8<UInt8>], _ b: [SIMD8<UInt8>]) -> Blocks<Int32> {
    let (first, second) = (a.span, b.span)
    precondition(first.count == Grid.blockCount * Grid.blockHeight && second.count == first.count)
    var sums = Blocks<Int32>(repeating: SIMD8())
    for row in 0..<Grid.blockRows {
      for column in 0..<8 {
        let start = (row * 8 + column) * Grid.blockHeight
        sums[row][column] = difference(
          first.extracting(start..<start &+ 6), second.extracting(start..<start &+ 6))
      }
    }
    return sums
  }
}

extension Span<UInt8> {
  /// Eight neighbouring samples.
  @inline(__always) func word(at start: Int) -> SIMD8<UInt8> {
    let word = extracting(start..<start &+ 8)
    return SIMD8(word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7])
  }
}
