import Media
import MediaTypes
import TestSupport
import Testing

@testable import Rendering

private let words =
  "A lone lighthouse stands against the storm. She says: \"Nobody sails tonight, not even you.\" 夜幕降临，城市的霓虹灯。 غروب الشمس فوق الصحراء."

private func order(
  _ prompt: String = words, _ width: Int = 160, _ height: Int = 90, seconds: Ratio = 3,
  seed: UInt64 = 1, hasTone: Bool = false
) -> StoryboardOrder {
  var order = StoryboardOrder(prompt: prompt, width: width, height: height, seconds: seconds)
  (order.seed, order.hasTone, order.rate) = (seed, hasTone, 12)
  return order
}

private func render(_ order: StoryboardOrder, to path: String) throws -> FilmFacts {
  try Storyboard(order).render(to: path, interruption: Interruption())
}

@Suite(.timeLimit(.minutes(40)), .computing) struct StoryboardTests {
  @Test(arguments: [
    (160, 90, Ratio(3), true), (90, 160, 2.5, false), (128, 128, 1, true), (64, 36, 0.01, false),
    (16, 16, 2, true), (160, 90, 4.04, false),
  ])
  func `a film has the size and the length that were asked for`(
    width: Int, height: Int, seconds: Ratio, hasTone: Bool
  ) throws {
    let folder = try FilmFolder()
    let path = "\(folder.path)/film.mp4"
    let facts = try render(
      order(words, width, height, seconds: seconds, hasTone: hasTone), to: path)
    let film = try ShownFilm(path)
    let pictures = try #require(film.pictures)
    #expect(pictures.codecName == "h264")
    #expect(pictures.width == width && pictures.height == height)
    #expect(pictures.rFrameRate == "12/1")
    let count = try #require(pictures.nbReadFrames.flatMap { Int($0) })
    #expect(abs(Double(count) / 12 - seconds.value) <= 1 / 12.0)
    #expect(facts.duration.value == Double(count) / 12)
    #expect(facts.width == width && facts.height == height)
    #expect(try facts.bytes == Int64(folder.bytes("film.mp4").count))
    #expect((film.sound?.codecName == "aac") == hasTone && film.streams.count == (hasTone ? 2 : 1))
    #expect(try ShownFilm.complaints(path) == "")
    #expect(try folder.names() == ["film.mp4"])
  }

  @Test func `the same seed gives the same film, another one another`() throws {
    let folder = try FilmFolder()
    for (name, seed) in [("a", UInt64(7)), ("b", 7), ("c", 8)] {
      _ = try render(order(seed: seed, hasTone: true), to: "\(folder.path)/\(name)")
    }
    let films = try ["a", "b", "c"].map { try folder.bytes($0) }
    #expect(films[0] == films[1])
    let pixels = try ["a", "b", "c"].map { try ShownFilm.pixels("\(folder.path)/\($0)") }
    #expect(pixels[0] == pixels[1] && pixels[0] != pixels[2])
  }

  @Test func `a film moves, and tells one scene after the other`() throws {
    let folder = try FilmFolder()
    let order = order("Red roses. The deep blue ocean.", seconds: 4)
    _ = try render(order, to: "\(folder.path)/film")
    let pixels = try ShownFilm.pixels("\(folder.path)/film")
    let size = 3 * 160 * 90
    let pictures = (0..<48).map { pixels[$0 * size..<($0 + 1) * size] }
    func sum(_ picture: ArraySlice<UInt8>, _ channel: Int) -> Int {
      stride(from: picture.startIndex + channel, to: picture.endIndex, by: 3)
        .reduce(0) { $0 + Int(picture[$1]) }
    }
    #expect(sum(pictures[5], 0) > sum(pictures[5], 2))
    #expect(sum(pictures[45], 0) < sum(pictures[45], 2))
    #expect(zip(pictures, pictures.dropFirst()).count { $0.elementsEqual($1) } < 24)
  }

  @Test func `a reference is what is seen, darker`() throws {
    let folder = try FilmFolder()
    var order = order("x", seconds: 1)
    var reference = Picture(Picture.Layout(.rgb24, width: 301, height: 77))
    for place in stride(from: 0, to: reference.pixels.count, by: 3) {
      let isLeft = place / 3 % 301 < 150
      (reference.pixels[place], reference.pixels[place + 1]) = isLeft ? (220, 30) : (30, 220)
    }
    order.reference = reference
    _ = try render(order, to: "\(folder.path)/film")
    let pixels = try ShownFilm.pixels("\(folder.path)/film")
    let (left, right) = (3 * (160 * 80 + 12), 3 * (160 * 80 + 148))
    #expect(pixels[left] > 60 && pixels[left] < 200 && pixels[left + 1] < 50)
    #expect(pixels[right + 1] > 60 && pixels[right + 1] < 200 && pixels[right] < 50)
  }

  @Test func `the tone is soft, and begins and ends in silence`() throws {
    let folder = try FilmFolder()
    _ = try render(
      order("One. Two. Three.", 16, 16, seconds: 6, hasTone: true), to: "\(folder.path)/f")
    let samples = try ShownFilm.samples("\(folder.path)/f")
    #expect(abs(samples.count / 2 - 288_000) <= 1024)
    let peak = samples.map(abs).max() ?? 0
    #expect(peak > 0.02 && peak < 0.5)
    #expect(samples.prefix(200).allSatisfy { abs($0) < 0.005 })
    // What clicks jumps from one sample to the next.
    let jumps = zip(samples, samples.dropFirst(2)).map { abs($1 - $0) }
    #expect((jumps.max() ?? 0) < 0.03)
  }

  @Test(arguments: [
    "", "   \n ", "...", "\u{0}\u{1B}", "{\\N}", String(repeating: "word ", count: 6400),
    String(repeating: "长", count: 32000), String(repeating: "x", count: 32000),
    String(repeating: "A. ", count: 10000), String(repeating: "\"", count: 5000),
  ])
  func `any prompt gives a film`(prompt: String) throws {
    let folder = try FilmFolder()
    let facts = try render(order(prompt, 64, 36, seconds: 2), to: "\(folder.path)/film")
    #expect(facts.duration == 2)
    #expect(try ShownFilm.complaints("\(folder.path)/film") == "")
  }

  @Test(arguments: [Ratio(0), -1, 3601])
  func `a length that no film has is refused`(seconds: Ratio) throws {
    let folder = try FilmFolder()
    #expect {
      _ = try render(order(seconds: seconds), to: "\(folder.path)/film")
    } throws: {
      ($0 as? MediaError)?.code == .invalidRequest
    }
    #expect(try folder.names().isEmpty)
  }

  @Test func `cancelling ends it and leaves nothing behind`() throws {
    let folder = try FilmFolder()
    let interruption = Interruption()
    #expect {
      _ = try Storyboard(order(seconds: 60)).render(
        to: "\(folder.path)/film", interruption: interruption
      ) { part in
        if part > 0.01 { interruption.cancel() }
      }
    } throws: {
      ($0 as? MediaError)?.code == .cancelled
    }
    #expect(try folder.names().isEmpty)
  }
}
