import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

@testable import Rendering

@Suite(.timeLimit(.minutes(40)), .computing) struct SpritesheetTests {
  private func sheet(
    _ path: String, count: Int? = nil, columns: Int? = nil, side: Int = 240
  ) throws -> Spritesheet {
    var settings = SpriteSettings()
    (settings.count, settings.columns, settings.longestSide) = (count, columns, side)
    return try Spritesheet(of: .path(path), settings)
  }

  /// The pixels of a cell, cut out again.
  private func pixels(of cell: Spritesheet.Cell, on sheet: Spritesheet) -> [UInt8] {
    (0..<sheet.cellSize.height).flatMap { row in
      let start = 3 * ((cell.y + row) * sheet.picture.layout.width + cell.x)
      return sheet.picture.pixels[start..<start + 3 * sheet.cellSize.width]
    }
  }

  @Test(
    arguments: Fixture.named(
      "h264-bframes.mp4", "vfr.mp4", "h264-open-gop.mkv", "low-frame-rate.mp4", "rotate-180.mp4",
      "shots.mp4", "vp9.webm", "edit-list.mp4"), [1, 11])
  func `each picture is the one on show in the middle of its stretch`(
    fixture: Fixture, count: Int
  ) throws {
    let sheet = try sheet(fixture.path, count: count, side: 120)
    let (seconds, pictures) = try Film.pictures(
      of: fixture.path, width: sheet.cellSize.width, height: sheet.cellSize.height)
    #expect(sheet.cells.count == count && seconds.count == pictures.count)
    for cell in sheet.cells {
      let middle = (cell.start.value + cell.end.value) / 2
      // The times of ffprobe are rounded to a microsecond; where that decides, either picture will do.
      let places = [middle - 2e-6, middle + 2e-6].compactMap { instant in
        seconds.lastIndex { $0 <= instant }
      }
      let seen = pixels(of: cell, on: sheet)
      #expect(places.contains { Film.isNearest(seen, to: $0, of: pictures) }, "at \(middle)")
    }
  }

  @Test(arguments: Fixture.sound)
  func `every film has a sheet, and its track covers the film without a gap`(
    fixture: Fixture
  ) throws {
    let sheet = try sheet(fixture.path)
    let layout = sheet.picture.layout
    #expect((1...100).contains(sheet.cells.count) && sheet.cells.first?.start.value == 0)
    #expect(layout.width % sheet.cellSize.width == 0 && layout.height % sheet.cellSize.height == 0)
    for (cell, next) in zip(sheet.cells, sheet.cells.dropFirst()) {
      #expect(cell.end == next.start && cell.start < cell.end)
      #expect((cell.x, cell.y) != (next.x, next.y))
    }
    for cell in sheet.cells {
      #expect(cell.x + sheet.cellSize.width <= layout.width)
      #expect(cell.y + sheet.cellSize.height <= layout.height)
    }
    #expect(max(sheet.cellSize.width, sheet.cellSize.height) == 240)
  }

  @Test func `ffmpeg reads the track as it is meant`() throws {
    let sheet = try sheet(Fixture["shots.mp4"].path, count: 10, columns: 4)
    let folder = try FilmFolder()
    let path = "\(folder.path)/s.vtt"
    try sheet.track(naming: "a film's sprites #1: \"ü\"\n-->.jpg")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let told = try Film.output(
      "ffprobe",
      ["-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", path])
    let cues = String(decoding: told, as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: ",").compactMap { Double($0) }
    }
    #expect(cues.count == 10)
    for (cue, cell) in zip(cues, sheet.cells) {
      #expect(abs(cue[0] - cell.start.value) < 0.001)
      #expect(abs(cue[0] + cue[1] - cell.end.value) < 0.001)
    }
    let words = try String(contentsOfFile: path, encoding: .utf8)
    let (width, height) = sheet.cellSize
    #expect(
      words.contains(
        "\na%20film's%20sprites%20%231%3A%20%22%C3%BC%22%0A--%3E.jpg#xywh=\(width),0,\(width),\(height)\n"
      ))
    #expect(words.split(separator: "\n").count == 21)
  }

  @Test(arguments: Fixture.damaged)
  func `a damaged film has the pictures that are left, and no time twice`(
    fixture: Fixture
  ) throws {
    let sheet = try sheet(fixture.path, count: 12)
    #expect((1...12).contains(sheet.cells.count))
    for (cell, next) in zip(sheet.cells, sheet.cells.dropFirst()) {
      #expect(cell.end == next.start)
    }
    #expect(try FilmThumbnail(of: .path(fixture.path)).picture.layout.width > 0)
  }

  @Test(arguments: Fixture.named("tiny.mp4", "one-frame.mp4", "one-picture.png", "wide.mp4"))
  func `the smallest films have one`(fixture: Fixture) throws {
    #expect(try !sheet(fixture.path).cells.isEmpty)
  }

  @Test func `a sheet too large to draw is refused, and so is what has no pictures`() throws {
    #expect(throws: MediaError.self) {
      try sheet(Fixture["shots.mp4"].path, count: 10_000, columns: 10_000)
    }
    let error = #expect(throws: MediaError.self) { try sheet(Fixture["audio-only.mp3"].path) }
    #expect(error?.code == .noVideoStream)
  }

  @Test func `progress goes up to the whole`() throws {
    var parts: [Double] = []
    _ = try Spritesheet(of: .path(Fixture["shots.mp4"].path)) { parts.append($0) }
    #expect(parts == parts.sorted() && parts.last == 1)
  }
}
