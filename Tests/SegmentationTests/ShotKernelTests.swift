import MediaTypes
import TestSupport
import Testing

@testable import Segmentation

private let seeds = 0..<6

/// Signatures of noise, of textures, and of one that moved.
private func pair(_ seed: Int) -> (PictureSignature, PictureSignature) {
  var random = SplitMix64(seed: UInt64(seed))
  let shift = Int.random(in: 0...5, using: &random)
  let scene = ShotScene(seed: UInt64(seed), across: Double(shift), down: Double(shift / 2))
  var pictures = scene.pictures(2)
  if seed % 3 == 1 {
    for place in pictures[1].pixels.indices {
      pictures[1].pixels[place] = .random(in: 0...255, using: &random)
    }
  }
  if seed % 3 == 2 { pictures[1] = ShotScene(seed: UInt64(seed + 999)).picture(0) }
  let made = signatures(pictures)
  return (made[0], made[1])
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ShotKernelTests {
  @Test func `signatures are in limited range`() {
    let made = signatures([.flat(0), .flat(255), .flat(128)])
    #expect(made.map { $0.samples[0] } == [16, 235, 126])
    #expect(made.allSatisfy { $0.samples[2304...].allSatisfy { $0 == 128 } })
  }

  @Test func `a coded sample comes back exactly`() {
    for coded in 16...235 {
      let widened = ((coded - 16) * 255 + 109) / 219
      #expect(Int(signatures([.flat(UInt8(widened))])[0].samples[7]) == coded)
    }
    for coded in 16...240 {
      let distance = (coded - 128) * 255
      let widened = 128 + (distance + (distance < 0 ? -112 : 112)) / 224
      var picture = Picture.flat(0)
      for place in 2304..<6912 { picture.pixels[place] = UInt8(max(0, min(255, widened))) }
      #expect(Int(signatures([picture])[0].samples[2304]) == coded)
    }
  }

  @Test(arguments: seeds) func `the high-pass picture is the defined one`(seed: Int) {
    let (first, second) = pair(seed)
    for signature in [first, second] {
      let made = HighPass(luma: signature.samples[0..<2304].span)
      let naive = NaiveShots.highPass(signature)
      for row in 0..<42 {
        for column in 0..<72 {
          let place = max(0, min(35, row - 3)) * 64 + max(0, min(63, column - 4))
          #expect(Int(made.padded[row * 72 + column]) == naive[place])
        }
      }
      for (place, word) in made.blocks.enumerated() {
        let (row, column) = (place / 48 * 6 + place % 6, place / 6 % 8 * 8)
        for lane in 0..<8 { #expect(Int(word[lane]) == naive[row * 64 + column + lane]) }
      }
    }
  }

  @Test(arguments: seeds) func `blocks are found where trying every place finds them`(seed: Int) {
    let (first, second) = pair(seed)
    let (a, b) = (SignatureFeatures(first), SignatureFeatures(second))
    let found = BlockSearch(of: b.highPass.blocks, in: BlockSearch.Strips(a.highPass))
    let (wanted, other) = (NaiveShots.highPass(second), NaiveShots.highPass(first))
    let naive = NaiveShots.search(wanted, in: other)
    let still = BlockSearch.still(a.highPass.blocks, b.highPass.blocks)
    for block in 0..<48 {
      let (row, column) = (block / 8, block % 8)
      let place = found.place(row: row, column: column)
      #expect(Int(found.sums[row][column]) == naive[block])
      #expect(
        NaiveShots.difference(wanted, other, block, place.across, place.down)
          + (abs(place.across) + abs(place.down)) / 2 == naive[block])
      #expect(
        Int(still[row][column]) == NaiveShots.difference(wanted, other, block, 0, 0))
    }
  }

  @Test(arguments: seeds) func `pair figures are the defined ones`(seed: Int) {
    let (first, second) = pair(seed)
    var frames = FrameMeasures()
    frames.append(first)
    frames.append(second)
    let structure = frames.blocks(0, 1, CutModel()).structure
    #expect(abs(Double(structure) - NaiveShots.structure(first, second)) < 1e-4)
    #expect(structure <= frames.stillStructure(0, 1))
    #expect(abs(Double(frames.lumaStep(0, 1)) - NaiveShots.lumaStep(first, second)) < 1e-4)
  }

  @Test(arguments: seeds) func `cell products are sums of products`(seed: Int) {
    let (first, second) = pair(seed)
    let (a, b) = (SignatureFeatures(first).cells, SignatureFeatures(second).cells)
    var sum = 0
    for (p, q) in zip(a, b) { for lane in 0..<8 { sum += Int(p[lane]) * Int(q[lane]) } }
    #expect(Int(CellProduct.of(a, b)) == sum)
    for cell in 0..<144 {
      var mean = 0.0
      for place in 0..<16 {
        let (row, column) = (cell / 16 * 4 + place / 4, cell % 16 * 4 + place % 4)
        mean += Double(NaiveShots.luma(first, column, row)) / 16
      }
      #expect(Double(a[cell / 8][cell % 8]) == 16 * (mean - 128))
    }
  }
}
