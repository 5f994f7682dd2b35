import Exports
import Foundation
import MediaTypes
import TestSupport
import Testing

private struct Clip: Decodable, Equatable {
  let title: String
  let start, end, place: Int64
  let url: String?
  let notes: [String]
}

private struct Timeline: Decodable {
  struct Track: Decodable {
    let kind: String
    let clips: [Clip]
  }
  let name: String
  let tracks: [Track]
  let globalStart: String?

  enum CodingKeys: String, CodingKey {
    case name, tracks
    case globalStart = "global_start"
  }
}

private struct Cue: Decodable, Equatable {
  let title: String
  let start, end: Int64
}

/// A list of titles that try to break out, and of the small film's.
private let titles = Hostile.known + Hostile.controls

private let lines = EscapingTests.lines(titles)

@Suite(.timeLimit(.minutes(40)), .computing, .enabled(if: Client.isInstalled, Client.advice))
struct ClientTests {
  private static func hostile(_ format: ExportFormat) throws -> String {
    var source = Example.film
    source.isConstantRate = false
    return try Export(Hostile.entries(titles), of: source, as: format).text
  }

  @Test func `OpenTimelineIO opens the timeline`() throws {
    let timeline: Timeline = try Client.read("otio", try Example.text(.otio))
    #expect(timeline.name == "Harbour & Co")
    #expect(timeline.globalStart == "00:59:58;00")
    #expect(timeline.tracks.map(\.kind) == ["Video", "Audio"])
    // 00:59:58;00 is frame 107832: 3598 s at 30, less two for each of 54 minutes.
    let zero: Int64 = 3598 * 30 - 108
    let url = Example.film.url
    let clips = [
      Clip(
        title: "Gulls, \"loud\"", start: zero, end: zero + 61, place: 0, url: url,
        notes: ["A pier.\nRain."]),
      Clip(title: "shot 2", start: zero + 61, end: zero + 62, place: 61, url: url, notes: []),
      Clip(
        title: "=SUM(A1) --> <i>&amp;</i>", start: zero + 62, end: zero + 300, place: 62, url: url,
        notes: []),
    ]
    #expect(timeline.tracks.first?.clips == clips)
    // Notes are on the pictures only.
    let sounds = clips.map {
      Clip(title: $0.title, start: $0.start, end: $0.end, place: $0.place, url: $0.url, notes: [])
    }
    #expect(timeline.tracks.last?.clips == sounds)
  }

  @Test func `OpenTimelineIO keeps titles that try to break out`() throws {
    let timeline: Timeline = try Client.read("otio", try Self.hostile(.otio))
    #expect(timeline.tracks.first?.clips.map(\.title) == lines)
  }

  @Test(arguments: Timing.rates) func `OpenTimelineIO finds every frame at every rate`(rate: Ratio)
    throws
  {
    let timing = Timing(rate, .ofClock(90000), zero: 126_000)
    let source = ExportSource(
      name: "a.mp4", range: timing.range(0, 9000), rate: rate, width: 64, height: 36)
    let starts: [Int64] = [0, 1, 7, 1799, 1800, 4321, 8999, 9000]
    let entries = zip(starts, starts.dropFirst()).map {
      ExportEntry(timing.range($0, $1), kind: "shot", title: "\($0)")
    }
    let timeline: Timeline = try Client.read(
      "otio", try Export(entries, of: source, as: .otio).text)
    #expect(timeline.tracks.first?.clips.map(\.start) == starts.dropLast())
    #expect(timeline.tracks.first?.clips.map(\.end) == Array(starts.dropFirst()))
    // Timecode of other rates means nothing to it.
    let isTimecode =
      rate.value >= 23 && rate.value <= 60 && [1, 1001].contains(rate.denominator)
    guard isTimecode else { return }
    let sequence: Timeline = try Client.read(
      "xmeml", try Export(entries, of: source, as: .xmeml).text)
    #expect(sequence.tracks.first?.clips.map(\.start) == starts.dropLast())
    #expect(sequence.tracks.first?.clips.map(\.end) == Array(starts.dropFirst()))
    #expect(sequence.tracks.first?.clips.map(\.place) == starts.dropLast())
    let list = try Export(entries, of: source, as: .edl).text
    let read: Timeline = try Client.read("edl", list, "\(rate.value)")
    #expect(read.tracks.first?.clips.map(\.start) == starts.dropLast())
    #expect(read.tracks.first?.clips.map(\.end) == Array(starts.dropFirst()))
    #expect(read.tracks.first?.clips.map(\.place) == starts.dropLast())
  }

  @Test func `the CMX 3600 adapter reads the EDL`() throws {
    let timeline: Timeline = try Client.read(
      "edl", try Example.text(.edl), "\(Example.broadcast.value)")
    #expect(timeline.name == "Harbour & Co")
    #expect(timeline.tracks.map(\.kind) == ["Video", "Audio"])
    let zero: Int64 = 3598 * 30 - 108
    for track in timeline.tracks {
      #expect(track.clips.map(\.start) == [zero, zero + 61, zero + 62])
      #expect(track.clips.map(\.end) == [zero + 61, zero + 62, zero + 300])
      #expect(
        track.clips.map(\.title) == ["Gulls, \"loud\"", "shot 2", "=SUM(A1) --> <i>&amp;</i>"])
    }
  }

  @Test func `the Final Cut Pro 7 adapter reads the sequence`() throws {
    let timeline: Timeline = try Client.read("xmeml", try Example.text(.xmeml))
    #expect(timeline.name == "Harbour & Co")
    #expect(timeline.tracks.map(\.kind) == ["Video", "Audio", "Audio"])
    let zero: Int64 = 3598 * 30 - 108
    for track in timeline.tracks {
      #expect(track.clips.map(\.start) == [zero, zero + 61, zero + 62])
      #expect(track.clips.map(\.end) == [zero + 61, zero + 62, zero + 300])
      #expect(track.clips.map(\.place) == [0, 61, 62])
      #expect(
        track.clips.map(\.title) == ["Gulls, \"loud\"", "shot 2", "=SUM(A1) --> <i>&amp;</i>"])
      #expect(track.clips.allSatisfy { $0.url == Example.film.url })
    }
    let many: Timeline = try Client.read("xmeml", try Self.hostile(.xmeml))
    #expect(many.tracks.first?.clips.map(\.title) == lines)
  }

  @Test func `the CMX 3600 adapter reads titles that try to break out, and a thousand events`()
    throws
  {
    let timeline: Timeline = try Client.read(
      "edl", try Self.hostile(.edl), "\(Example.broadcast.value)")
    #expect(timeline.tracks.first?.clips.map(\.title) == lines)
    let many = (0..<1200).map {
      ExportEntry(Example.range($0 * 10, $0 * 10 + 10), kind: "shot", title: "\($0)")
    }
    let text = try Export(many, of: Example.film, as: .edl).text
    let read: Timeline = try Client.read("edl", text, "\(Example.broadcast.value)")
    #expect(read.tracks.first?.clips.map(\.title) == many.map(\.title))
  }

  // The adapter counts in whole frames per second only, and cuts off what it cannot count.
  @Test(arguments: [24, 25, 30, 50] as [Ratio])
  func `OpenTimelineIO's FCPXML adapter reads the project`(
    rate: Ratio
  ) throws {
    let timing = Timing(rate, .ofClock(90000), zero: 126_000)
    let source = ExportSource(
      name: "a.mp4", url: "file:///a.mp4", range: timing.range(0, 9000), rate: rate, width: 1920,
      height: 1080, sound: .init(rate: 44100, channels: 1), timecode: "01:00:00:00")
    let starts: [Int64] = [0, 1, 8, 1800, 4321, 9000]
    let entries = zip(starts, starts.dropFirst()).map {
      ExportEntry(timing.range($0, $1), kind: "shot", title: "<\($0)>", note: "a\nb")
    }
    let text = try Export(entries, of: source, as: .fcpxml).text
    let timeline: Timeline = try Client.read("fcpxml", text)
    let video = try #require(timeline.tracks.first { $0.kind == "Video" })
    let zero = rate.numerator * 3600
    #expect(video.clips.map(\.title) == entries.map(\.title))
    #expect(video.clips.map(\.start) == starts.dropLast().map { $0 + zero })
    #expect(video.clips.map(\.end) == starts.dropFirst().map { $0 + zero })
    // Clips of Final Cut Pro lie on a timeline that begins at its timecode; the adapter leaves that in.
    #expect(video.clips.map(\.place) == starts.dropLast().map { $0 + zero })
  }

  @Test(arguments: [("vtt", ExportFormat.webVTT), ("srt", .subRip)])
  func `strict readers accept the cues`(kind: String, format: ExportFormat) throws {
    let cues: [Cue] = try Client.read(kind, try Self.hostile(format))
    #expect(cues.count == titles.count)
    let clock = Example.timing
    for (place, cue) in cues.enumerated() {
      #expect(clock.frame(onShowAt: cue.start) == Int64(place) * 30)
      #expect(clock.frame(onShowAt: cue.end) == Int64(place) * 30 + 30)
    }
    guard format == .webVTT else { return }
    let escaped = lines.map {
      $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
    #expect(cues.map(\.title) == lines || cues.map(\.title) == escaped)
  }

  @Test func `Python's strict table reader accepts the table`() throws {
    let rows: [[String: String]] = try Client.read("csv", try Example.text(.csv))
    #expect(rows.map { $0["title"] } == ["Gulls, \"loud\"", "", "'=SUM(A1) --> <i>&amp;</i>"])
    #expect(rows.map { $0["note"] } == ["A pier.\nRain.", "", ""])
    #expect(rows.map { $0["tags"] } == ["[\"sea\",\"<b>\"]", "", ""])
    #expect(rows.map { $0["place"] } == ["", "", "Łódź"])
    let many: [[String: String]] = try Client.read("csv", try Self.hostile(.csv))
    #expect(many.count == titles.count)
  }

  @Test func `documents conform to the schema`() throws {
    struct Document: Decodable { let schema: String }
    let schema = Repository.path("Sources/Exports/Exports.docc/ranges-1.schema.json")
    var bare = Example.film
    (bare.url, bare.title, bare.rate, bare.sound, bare.timecode) = (nil, nil, nil, nil, nil)
    var unsure = Example.entries[0]
    unsure.confidence = .nan
    for text in [
      try Example.text(.json), try Self.hostile(.json), try Export([], of: bare, as: .json).text,
      try Export([unsure], of: bare, as: .json).text,
    ] {
      let document: Document = try Client.read("json", text, schema)
      #expect(document.schema == "shotlog.ranges/1")
    }
  }
}
