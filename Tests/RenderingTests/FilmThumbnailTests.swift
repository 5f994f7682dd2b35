import Foundation
import Media
import MediaTypes
import TestSupport
import Testing

@testable import Rendering

@Suite(.timeLimit(.minutes(40)), .computing) struct FilmThumbnailTests {
  /// Stretches that no one would choose a picture from, and one that everybody would.
  private static let poor = [
    "color=black", "color=white", "color=0x808080", "color=0x203050",
    "testsrc2,gblur=sigma=24", "testsrc2,eq=brightness=-0.8", "testsrc2,eq=contrast=0.08",
    "color=black,drawbox=x=150:y=85:w=20:h=10:color=white:t=fill",
  ]

  private func film(of sources: [String], at path: String) throws {
    let inputs = sources.map { source in
      let (head, rest) = (source.prefix { $0 != "," }, source.drop { $0 != "," })
      let mark = head.contains("=") ? ":" : "="
      return "\(head)\(mark)s=320x180:r=10:d=2\(rest),format=yuv420p,setsar=1"
    }
    let graph =
      inputs.enumerated().map { "\($1)[v\($0)]" }.joined(separator: ";") + ";"
      + sources.indices.map { "[v\($0)]" }.joined() + "concat=n=\(sources.count)[out]"
    _ = try Film.output(
      "ffmpeg",
      [
        "-filter_complex", graph, "-map", "[out]", "-c:v", "libx264", "-preset", "ultrafast", "-g",
        "10", path,
      ])
  }

  @Test(arguments: 0..<12) func `the one good stretch is found wherever it is`(seed: UInt64) throws
  {
    var generator = SplitMix64(seed: seed)
    var sources = Array(Self.poor.shuffled(using: &generator).prefix(5))
    let place = Int.random(in: 0...sources.count, using: &generator)
    sources.insert("testsrc2", at: place)
    let folder = try FilmFolder()
    let path = "\(folder.path)/film.mp4"
    try film(of: sources, at: path)
    let thumbnail = try FilmThumbnail(of: .path(path))
    let found = Int(thumbnail.seconds / 2)
    #expect(found == place, "\(thumbnail.seconds) s of \(sources)")
  }

  @Test(arguments: Fixture.sound)
  func `every film has one, which is a picture of it`(fixture: Fixture) throws {
    let thumbnail = try FilmThumbnail(of: .path(fixture.path))
    let upright = try MediaDescription(of: .path(fixture.path)).video?.uprightSize
    let size = try #require(upright)
    #expect(thumbnail.picture.layout.width <= max(1920, size.width))
    #expect(thumbnail.seconds >= 0)
    let again = try FilmThumbnail(of: .path(fixture.path))
    #expect(again.picture == thumbnail.picture && again.seconds == thumbnail.seconds)
  }

  @Test(arguments: Fixture.named("h264-bframes.mp4", "vfr.mp4", "hevc-8bit.mp4"))
  func `it is the very picture of its time`(fixture: Fixture) throws {
    let thumbnail = try FilmThumbnail(of: .path(fixture.path))
    let layout = thumbnail.picture.layout
    let (seconds, pictures) = try Film.pictures(
      of: fixture.path, width: layout.width, height: layout.height)
    let place = try #require(seconds.firstIndex { abs($0 - thumbnail.seconds) < 1e-5 })
    #expect(Film.isNearest(thumbnail.picture.pixels, to: place, of: pictures))
  }

  @Test func `a large film gives a picture of the asked size`() throws {
    let path = Fixture["shots.mp4"].path
    let thumbnail = try FilmThumbnail(
      of: .path(path), size: .fitting(longestSide: 100))
    #expect(max(thumbnail.picture.layout.width, thumbnail.picture.layout.height) == 100)
  }

  @Test func `what has no pictures has none`() {
    let error = #expect(throws: MediaError.self) {
      try FilmThumbnail(of: .path(Fixture["audio-only.mp3"].path))
    }
    #expect(error?.code == .noVideoStream)
  }
}
