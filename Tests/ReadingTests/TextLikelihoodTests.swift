import MediaTypes
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct TextLikelihoodTests {
  @Test(arguments: TextReaderTests.drawings)
  func `pictures with text are worth reading`(drawing: Drawing) throws {
    // Sixteen pixels of 480 rows are nine of 270.
    let likelihood = try TextLikelihood.measure(drawing.picture())
    #expect(likelihood >= TextLikelihood.threshold)
    #expect(likelihood <= 1)
  }

  @Test(arguments: TextReaderTests.wordless)
  func `pictures without text are not`(drawing: Drawing) throws {
    #expect(try TextLikelihood.measure(drawing.picture()) < TextLikelihood.threshold)
  }

  @Test func `text in either tone is as likely`() throws {
    var picture = try TextReaderTests.drawings[0].picture()
    let light = try TextLikelihood.measure(picture)
    for place in picture.pixels.indices { picture.pixels[place] = ~picture.pixels[place] }
    #expect(try TextLikelihood.measure(picture) == light)
  }

  @Test func `a likelihood is between 0 and 1 whatever the picture`() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<40 {
      let layout = Picture.Layout(
        .gray8, width: .random(in: 1...200, using: &random),
        height: .random(in: 1...120, using: &random))
      var picture = Picture(layout)
      let step = Int.random(in: 1...9, using: &random)
      for place in stride(from: 0, to: picture.pixels.count, by: step) {
        picture.pixels[place] = .random(in: 0...255, using: &random)
      }
      #expect((0...1).contains(try TextLikelihood.measure(picture)))
    }
  }
}
