import Foundation
import MediaTypes
import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct TextReaderTests {
  private static let edge = ":borderw=3:bordercolor=black"
  private static let box = ":box=1:boxcolor=black@0.6:boxborderw=8"
  private static let chinese = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"

  static let drawings = [
    Drawing(
      name: "a title card",
      texts: [
        .init(words: "The Silent Harbour", size: 48, y: 180),
        .init(words: "a film by Anna Keller", size: 24, y: 260),
      ]),
    Drawing(
      name: "dark on light", ground: "color=c=white",
      texts: [.init(words: "Annual report 2024", colour: "black")]),
    Drawing(
      name: "yellow subtitles with an edge over colours", width: 1280, height: 720,
      ground: "smptehdbars",
      texts: [.init(words: "Where are you going?", size: 48, colour: "yellow", y: 610, style: edge)]
    ),
    Drawing(
      name: "small subtitles in a box", ground: "mandelbrot",
      texts: [
        .init(words: "We should leave before dawn,", size: 24, y: 380, style: box),
        .init(words: "and nobody will notice.", size: 24, y: 425, style: box),
      ]),
    Drawing(
      name: "sixteen pixels high",
      texts: [.init(words: "Professor of Physics, Berlin", size: 16, y: 400)]),
    Drawing(
      name: "over noise", ground: "color=c=0x405060",
      filter: "noise=alls=40:allf=t",
      texts: [.init(words: "Directed by Maria Schneider", size: 32, y: 220)]),
  ]

  @Test(arguments: drawings)
  func `the words that were drawn are read`(drawing: Drawing) throws {
    let lines = try TextReader(languages: ["eng"]).lines(in: drawing.picture())
    let read = lines.map(\.text)
    for text in drawing.texts { #expect(read.contains(text.words), "\(read)") }
    // Nothing that is not there, but for a scrap of the patterns behind it.
    #expect(read.count <= drawing.texts.count + 1, "\(read)")
  }

  @Test func `lines come from top to bottom and stand where they were drawn`() throws {
    let drawing = Self.drawings[0]
    let lines = try TextReader(languages: ["eng"]).lines(in: drawing.picture())
    #expect(lines.map(\.text) == drawing.texts.map(\.words))
    for (line, text) in zip(lines, drawing.texts) {
      let top = line.box.top * Double(drawing.height)
      let height = line.box.height * Double(drawing.height)
      #expect(abs(top - Double(text.y)) < 12, "\(line)")
      #expect((0.6...1.4).contains(height / Double(text.size)), "\(line)")
      // Drawn in the middle.
      #expect(abs(line.box.left + line.box.width / 2 - 0.5) < 0.02, "\(line)")
      #expect(line.words.map(\.text) == text.words.split(separator: " ").map(String.init))
      #expect(line.confidence > 0.8 && line.confidence <= 1)
      let lefts = line.words.map(\.box.left)
      #expect(lefts == lefts.sorted())
    }
  }

  @Test func `Chinese is read when asked for, without spaces`() throws {
    let drawing = Drawing(
      name: "Chinese",
      texts: [
        .init(words: "今天天气很好", size: 40, y: 200, font: Self.chinese),
        .init(words: "Good morning everyone", size: 32, y: 300),
      ])
    let reader = try TextReader(languages: ["chi_sim", "eng"])
    let read = try reader.lines(in: drawing.picture()).map(\.text)
    #expect(read == ["今天天气很好", "Good morning everyone"])
  }

  static let wordless = [
    Drawing(name: "black"),
    Drawing(name: "bars", ground: "smptebars"),
    Drawing(name: "colours", ground: "gradients"),
    Drawing(name: "fractal", ground: "mandelbrot"),
    Drawing(name: "cells", ground: "life=mold=10:ratio=0.4:death_color=#C83232:life_color=#00ff00"),
    Drawing(name: "noise", ground: "color=c=gray", filter: "noise=alls=80:allf=t"),
  ]

  @Test(arguments: wordless)
  func `no words are found where none are`(drawing: Drawing) throws {
    var drawing = drawing
    (drawing.width, drawing.height) = (480, 270)
    let lines = try TextReader(languages: ["eng"]).lines(in: drawing.picture())
    #expect(lines.isEmpty, "\(lines)")
  }

  @Test(arguments: [(1, 1), (1, 400), (400, 1), (7, 9), (33, 17), (200, 40)])
  func `pictures of any size can be given`(width: Int, height: Int) throws {
    let picture = Picture(Picture.Layout(.gray8, width: width, height: height))
    #expect(try TextReader(languages: ["eng"]).lines(in: picture).isEmpty)
    #expect(try TextLikelihood.measure(picture) == 0)
  }

  @Test func `reading the same picture again gives the same`() throws {
    let reader = try TextReader(languages: ["eng"])
    let (one, two) = (try Self.drawings[2].picture(), try Self.drawings[4].picture())
    let first = try reader.lines(in: one)
    let other = try reader.lines(in: two)
    #expect(try reader.lines(in: one) == first)
    #expect(try TextReader(languages: ["eng"]).lines(in: two) == other)
  }

  @Test func `no threads are started`() async {
    await #expect(processExitsWith: .success) {
      func threads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
      }
      let picture = try Self.drawings[1].picture()
      let before = try threads()
      // Tesseract left to itself starts three here.
      let lines = try TextReader(languages: ["eng"]).lines(in: picture)
      try #require(!lines.isEmpty)
      try #require(try threads() <= before)
    }
  }
}
