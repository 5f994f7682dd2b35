import Exports
import Foundation
import MediaTypes
import TestSupport
import Testing

private struct Probe: Decodable {
  struct Chapter: Decodable {
    let startTime, endTime: String
    let tags: [String: String]?
  }
  struct Packet: Decodable { let ptsTime: String? }
  let chapters: [Chapter]
  let packets: [Packet]

  /// What ffprobe finds in a file: its chapters, and when the pictures appear.
  init(_ path: String) throws {
    let options = [
      "-show_chapters", "-select_streams", "v:0", "-show_entries", "packet=pts_time", "-of", "json",
    ]
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let output = try Client.output("ffprobe", ["-v", "error"] + options + [path])
    self = try decoder.decode(Probe.self, from: Data(output))
  }

  /// The number of the picture on show when a chapter starts.
  func ordinal(_ chapter: Chapter) throws -> Int {
    let start = try #require(Double(chapter.startTime))
    let times = packets.compactMap { $0.ptsTime.flatMap { Double($0) } }.sorted()
    return (times.lastIndex { $0 <= start + 1e-7 } ?? -1)
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct ChapterTests {
  private static let starts = [0, 1, 10, 11, 23, 40]

  /// Chapters that start with some pictures of a fixture.
  private static func list(_ fixture: Fixture, titles: [String]) throws -> (
    [ExportEntry], ExportSource
  ) {
    let stream = try #require(fixture.probe.video)
    let base = stream.timeBase.split(separator: "/").compactMap { Int32($0) }
    let timeBase = try #require(TimeBase(base[0], base[1]))
    let frames = try #require(fixture.probe.frames).compactMap(\.bestEffortTimestamp)
    let starts = starts.filter { $0 < frames.count } + [frames.count]
    let last = try #require(frames.last)
    let times = (frames + [2 * last - frames[frames.count - 2]]).map { Timestamp($0, timeBase) }
    let entries = zip(starts, starts.dropFirst()).enumerated().map { place, pair in
      ExportEntry(
        TimeRange(times[pair.0], upTo: times[pair.1]), kind: "shot",
        title: titles[place % titles.count],
        frames: pair.0...(pair.1 - 1))
    }
    let start = try #require(fixture.probe.format?.startTime.flatMap { Ratio($0) })
    let source = ExportSource(
      name: fixture.name, range: TimeRange(times[0], upTo: times[frames.count]),
      playerZero: Timestamp(start, flooredTo: .microseconds), rate: nil, width: 64, height: 36)
    return (entries, source)
  }

  private static let fixtures = Fixture.named(
    "h264-bframes.mp4", "ntsc-rate.mp4", "vfr.mp4", "vfr.mkv", "h264.ts", "audio-late.mkv")

  @Test(arguments: fixtures, ["mkv", "mp4"])
  func `ffmpeg takes the chapters, and players land on their pictures`(
    fixture: Fixture, container: String
  ) throws {
    let (entries, source) = try Self.list(fixture, titles: ["a = b; #c \\ d", "Łódź 😀"])
    try Client.withFile(try Export(entries, of: source, as: .ffmetadata).text, ending: "txt") {
      list in
      let out = "\(list).\(container)"
      _ = try Client.output(
        "ffmpeg",
        [
          "-v", "error", "-i", fixture.path, "-i", list, "-map", "0:v:0", "-map_chapters", "1",
          "-c",
          "copy", out,
        ])
      let probe = try Probe(out)
      #expect(probe.chapters.map { $0.tags?["title"] } == entries.map(\.title))
      #expect(
        try probe.chapters.map { try probe.ordinal($0) } == entries.map { $0.frames?.lowerBound })
    }
  }

  @Test func `ffmpeg keeps titles that try to break out`() throws {
    let titles = Hostile.known + Hostile.controls
    let text = try Export(Hostile.entries(titles), of: Hostile.source("\\"), as: .ffmetadata).text
    try Client.withFile(text, ending: "ffmeta") { path in
      let found = try Probe(path).chapters.map { $0.tags?["title"] }
      let expected = EscapingTests.lines(titles).map { $0.hasSuffix("\\") ? $0 + " " : $0 }
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) { #expect(found == expected) }
    }
  }

  @Test(.enabled(if: Client.has("mkvmerge"), "mkvmerge is missing; .ci/install installs it"))
  func `mkvmerge takes the chapters, whatever their titles`() throws {
    let fixture = Fixture["h264-bframes.mp4"]
    let titles = Hostile.known + Hostile.controls
    let (entries, source) = try Self.list(fixture, titles: ["A & B"])
    for (list, expected) in [
      (entries, entries.map(\.title)), (Hostile.entries(titles), EscapingTests.lines(titles)),
    ] {
      try Client.withFile(try Export(list, of: source, as: .matroska).text, ending: "xml") { path in
        _ = try Client.output(
          "mkvmerge",
          ["--quiet", "--output", "\(path).mkv", "--chapters", path, "--no-audio", fixture.path])
        let probe = try Probe("\(path).mkv")
        #expect(probe.chapters.map { $0.tags?["title"] } == expected)
        guard list.count == entries.count else { return }
        #expect(
          try probe.chapters.map { try probe.ordinal($0) } == entries.map { $0.frames?.lowerBound })
      }
    }
  }
}
