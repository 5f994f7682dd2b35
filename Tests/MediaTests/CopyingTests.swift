import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// Copies from one kind of file into another, and what goes wrong on the way.
@Suite(.timeLimit(.minutes(40)), .computing) struct CopyingTests {
  struct Move: Sendable, CustomTestStringConvertible {
    let name: String, suffix: String
    var dropped: [Int] = []
    var testDescription: String { "\(name) into \(suffix)" }
  }

  private static let moves = [
    Move(name: "h264-bframes.mp4", suffix: "mkv"), Move(name: "h264-bframes.mp4", suffix: "ts"),
    Move(name: "h264-bframes.mp4", suffix: "mov"), Move(name: "h264-bframes.mp4", suffix: "flv"),
    Move(name: "h264-open-gop.mp4", suffix: "ts"), Move(name: "h264-open-gop.ts", suffix: "mp4"),
    Move(name: "h264-open-gop.mkv", suffix: "mp4"), Move(name: "hevc-open-gop.mp4", suffix: "ts"),
    Move(name: "hevc.ts", suffix: "mp4"), Move(name: "hevc.ts", suffix: "mkv"),
    Move(name: "h264.ts", suffix: "mp4"), Move(name: "h264.avi", suffix: "mkv"),
    Move(name: "h264.avi", suffix: "mp4"), Move(name: "flv.flv", suffix: "mp4"),
    Move(name: "vp9.webm", suffix: "mkv"), Move(name: "vp9.webm", suffix: "mp4"),
    Move(name: "chapters.mkv", suffix: "mp4", dropped: [3, 4]),
    Move(name: "mov-text.mp4", suffix: "mkv", dropped: [1, 2]),
    Move(name: "rotate-90.mp4", suffix: "mov"), Move(name: "vfr.mkv", suffix: "mp4"),
    Move(name: "mpeg2-far-start.ts", suffix: "mkv"), Move(name: "mpeg4-bframes.avi", suffix: "mkv"),
    Move(name: "mpeg1.mpg", suffix: "mkv"), Move(name: "theora.ogv", suffix: "mkv"),
    Move(name: "edit-list.mov", suffix: "mp4"), Move(name: "edit-list.mp4", suffix: "mkv"),
  ]

  @Test(arguments: moves)
  func `another kind of file shows the same pictures`(move: Move) throws {
    let fixture = Fixture[move.name]
    let truth = try Truth.of(fixture)
    let middle = Timestamp((truth.zero + truth.end) / 2, truth.timeBase)
    let (start, end) = (Timestamp(truth.zero, truth.timeBase), Timestamp(truth.end, truth.timeBase))
    let files = try CopiedFiles(
      fixture.source, [TimeRange(start, upTo: middle), TimeRange(middle, upTo: end)],
      suffix: move.suffix)
    #expect(files.report.container.suffix == move.suffix)
    #expect(files.report.droppedStreams == move.dropped)
    var (shown, expected): ([UInt64], [UInt64]) = ([], truth.pictures.map(\.digest))
    for (part, path) in files.written {
      let own = try Truth(.path(path))
      shown += own.pictures.dropFirst(part.surplusPictures).map(\.digest)
      let lost = shown.count..<shown.count + part.lostPictures
      try #require(lost.upperBound <= expected.count)
      expected.removeSubrange(lost)
      #expect(own.pictures.count == part.pictures + part.surplusPictures)
      // ffprobe's word for the text track that MP4's chapters are.
      let known = "Unsupported codec with id 98314"
      #expect(try Program.complaints(of: path).allSatisfy { $0.hasPrefix(known) })
    }
    #expect(shown == expected)
  }

  @Test func `parameter sets that came inside the stream come along`() throws {
    // Two streams in one; the second's sets come with its first picture only.
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: Fixture["size-change.h264"].path)))
    let starts = bytes.indices.dropLast(3).filter {
      bytes[$0] == 0 && bytes[$0 + 1] == 0 && bytes[$0 + 2] == 1
    }
    var (kept, keys): ([UInt8], Int) = ([], 0)
    for (start, end) in zip(starts, starts.dropFirst() + [bytes.count]) {
      let type = bytes[start + 3] & 31
      keys += type == 5 ? 1 : 0
      if keys < 3 || (type != 7 && type != 8) { kept += bytes[start..<end] }
    }
    #expect(keys == 4 && kept.count < bytes.count)
    try Program.withFile(kept, named: ".h264") { raw in
      let made = raw + ".mp4"
      defer { try? FileManager.default.removeItem(atPath: made) }
      _ = try Program.output("ffmpeg", ["-r", "25", "-i", raw, "-c", "copy", made])
      let truth = try Truth(.path(made))
      let cuts = truth.pictures.filter(\.frame.isKey).map(\.frame.timestamp)
      let edges = cuts + [Timestamp(truth.end, truth.timeBase)]
      let ranges = zip(edges, edges.dropFirst()).map { TimeRange($0, upTo: $1) }
      for suffix in ["mp4", "mkv", "ts"] {
        let files = try CopiedFiles(.path(made), ranges, suffix: suffix)
        #expect(files.written.count == 4)
        let shown = try files.written.flatMap { try Truth(.path($0.path)).pictures.map(\.digest) }
        #expect(shown == truth.pictures.map(\.digest), "\(suffix)")
      }
    }
  }

  @Test func `a stream whose first key picture proves nothing is copied from there`() throws {
    // The second group of an open stream, without the word that decoding can start with it.
    let film = Fixture["h264-open-gop.mp4"].path
    let folder = try Folder()
    let made = "\(folder.path)/made.mkv"
    _ = try Program.output(
      "ffmpeg",
      ["-ss", "1.92", "-i", film, "-c", "copy", "-bsf:v", "filter_units=remove_types=6", made])
    let index = try PacketIndex(of: .path(made))
    #expect(!index.pictures.contains { $0.isEntry } && index.pictures.count > 40)
    let files = try CopiedFiles(.path(made), [try #require(index.range)])
    #expect(files.report.parts[0].pictures == index.pictures.count)
    let copy = try CopyProbe(try #require(files.written.first).path)
    let source = try CopyProbe(made)
    let (a, b) = (try #require(source.film), try #require(copy.film))
    #expect(copy.packets(of: b).map(\.dataHash) == source.packets(of: a).map(\.dataHash))
  }

  @Test func `a stretch is told what it lacks, and only that`() throws {
    let fixture = Fixture["hevc-open-gop.mp4"]
    let index = try PacketIndex(of: fixture.source)
    let whole = try #require(index.range)
    let leads = index.pictures.filter { $0.isEntry && $0.hasLead }
      .map { Timestamp($0.pts, index.timeBase) }
    // Far enough from the start that no cut goes there instead.
    let edge = try #require(leads.first { $0 > whole.start.advanced(by: 1) })
    for range in [TimeRange(whole.start, upTo: edge), TimeRange(edge, upTo: whole.end)] {
      let part = try CopiedFiles(fixture.source, [range]).report.parts[0]
      let count = index.pictures.count { part.written.contains(Timestamp($0.pts, index.timeBase)) }
      #expect(part.written == range, "\(part.written)")
      #expect(part.pictures + part.lostPictures == count)
      #expect((part.lostPictures > 0) == (range.end == edge))
    }
  }

  @Test func `an edit list that cuts the start off is kept, and told where it cannot be`() throws {
    let truth = try Truth.of(Fixture["edit-list.mp4"])
    let whole = TimeRange(
      Timestamp(truth.zero, truth.timeBase), upTo: Timestamp(truth.end, truth.timeBase))
    for (suffix, surplus) in [("mp4", 0), ("mov", 0), ("mkv", 13), ("ts", 13)] {
      let files = try CopiedFiles(Fixture["edit-list.mp4"].source, [whole], suffix: suffix)
      #expect(files.report.parts[0].surplusPictures == surplus)
      #expect(files.report.parts[0].pictures == truth.pictures.count)
    }
  }

  @Test(arguments: Fixture.named("chapters.mkv", "chapters.mp4"))
  func `chapters are cut like the video`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    let keys = truth.pictures.filter(\.frame.isKey).map(\.frame.timestamp)
    let end = Timestamp(truth.end, truth.timeBase)
    let ranges = [
      TimeRange(keys[0], upTo: keys[1]), TimeRange(keys[1], upTo: keys[3]),
      TimeRange(keys[3], upTo: end),
    ]
    let files = try CopiedFiles(fixture.source, ranges)
    let source = try CopyProbe(fixture.path).chapters
    func seconds(_ ticks: Int64, _ chapter: FixtureProbe.Chapter) -> Double {
      let parts = chapter.timeBase.split(separator: "/").compactMap { Double($0) }
      return Double(ticks) * parts[0] / parts[1]
    }
    for (part, path) in files.written {
      let probe = try CopyProbe(path)
      let first = try #require(try Truth(.path(path)).pictures.first).frame.timestamp.seconds
      let (from, to) = (part.written.start.seconds, part.written.end.seconds)
      let expected = source.filter { seconds($0.start, $0) < to && seconds($0.end, $0) > from }
      #expect(probe.chapters.map { $0.tags?["title"] } == expected.map { $0.tags?["title"] })
      for (chapter, original) in zip(probe.chapters, expected) {
        let start = max(0, seconds(original.start, original) - from)
        let end = min(to, seconds(original.end, original)) - from
        #expect(abs(seconds(chapter.start, chapter) - first - start) < 0.02)
        #expect(abs(seconds(chapter.end, chapter) - first - end) < 0.02)
      }
    }
  }

  @Test func `a subtitle ends with the file in which it begins`() throws {
    let fixture = Fixture["chapters.mkv"]
    let truth = try Truth.of(fixture)
    let keys = truth.pictures.filter(\.frame.isKey).map(\.frame.timestamp)
    let files = try CopiedFiles(
      fixture.source, zip(keys, keys.dropFirst()).map { TimeRange($0, upTo: $1) })
    var (count, cut) = (0, 0)
    for (part, path) in files.written {
      var reader = try TextTrackReader(.path(path))
      while let line = try reader.next() {
        count += 1
        cut += line.range.end.seconds >= part.written.seconds - 0.05 ? 1 : 0
        #expect(line.range.end.seconds <= part.written.seconds + 0.05)
      }
    }
    #expect(count > 2 && cut > 0)
  }
}

/// What copying refuses, and what it leaves behind when it fails.
@Suite(.timeLimit(.minutes(40)), .computing) struct CopyFailureTests {
  private let fixture = Fixture["h264-bframes.mp4"]
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func seconds(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(Timestamp(start, .milliseconds), upTo: Timestamp(end, .milliseconds))
  }

  private func code(_ body: () throws(MediaError) -> Void) -> MediaError.Code? {
    do throws(MediaError) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }

  private func copy(
    _ requests: [CopyRequest], replacing: Bool = false, interruption: Interruption = Interruption(),
    onProgress: ((Double) -> Void)? = nil
  ) -> MediaError.Code? {
    code { () throws(MediaError) in
      let copier = try StreamCopier(fixture.source, interruption: interruption)
      _ = try copier.copy(requests, replacing: replacing, onProgress: onProgress)
    }
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a file that is there is kept unless it may be replaced`() throws {
    let path = "\(folder.path)/a.mp4"
    try Data("mine".utf8).write(to: URL(filePath: path))
    let requests = [
      CopyRequest(seconds(0, 2000), path: "\(folder.path)/b.mp4"),
      CopyRequest(seconds(2000, 4000), path: path),
    ]
    #expect(copy(requests) == .alreadyExists)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
    #expect(try names() == ["a.mp4"])
    #expect(copy(requests, replacing: true) == nil)
    #expect(try names() == ["a.mp4", "b.mp4"])
    #expect(try Truth(.path(path)).pictures.count > 10)
  }

  @Test func `what another is writing under that name is left alone`() throws {
    for name in ["a.mp4", "a.mp4.part"] {
      try Data(name.utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
    }
    #expect(copy([CopyRequest(seconds(0, 2000), path: "\(folder.path)/a.mp4")]) == .alreadyExists)
    #expect(try names() == ["a.mp4", "a.mp4.part"])
  }

  @Test func `a name that is taken in the meantime leaves no other file behind`() throws {
    let taken = "\(folder.path)/b.mp4"
    let requests = [
      CopyRequest(seconds(0, 2400), path: "\(folder.path)/a.mp4"),
      CopyRequest(seconds(2400, 15_600), path: taken),
    ]
    let found = code { () throws(MediaError) in
      let copier = try StreamCopier(.path(Repository.path("Fixtures/media/shots.mp4")))
      _ = try copier.copy(requests) { _ in try? Data("mine".utf8).write(to: URL(filePath: taken)) }
    }
    #expect(found == .alreadyExists)
    #expect(try names() == ["b.mp4"])
  }

  @Test func `nothing is written through a link that lies in the way`() throws {
    let target = "\(folder.path)/precious"
    try Data("mine".utf8).write(to: URL(filePath: target))
    let link = "\(folder.path)/a.mp4.part"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(copy([CopyRequest(seconds(0, 2000), path: "\(folder.path)/a.mp4")]) == .alreadyExists)
    #expect(try Data(contentsOf: URL(filePath: target)) == Data("mine".utf8))
  }

  @Test func `what cannot be written is said, and nothing is left`() throws {
    let range = seconds(0, 2000)
    #expect(copy([CopyRequest(range, path: "\(folder.path)/no/a.mp4")]) == .unwritable)
    #expect(copy([CopyRequest(range, path: folder.path)]) == .unwritable)
    #expect(copy([CopyRequest(range, path: "")]) == .invalidRequest)
    #expect(try names().isEmpty)
  }

  @Test func `requests that cannot be are refused`() throws {
    let (a, b) = ("\(folder.path)/a.mp4", "\(folder.path)/b.mp4")
    for requests in [
      [CopyRequest(seconds(2000, 4000), path: a), CopyRequest(seconds(0, 2000), path: b)],
      [CopyRequest(seconds(0, 2500), path: a), CopyRequest(seconds(2000, 4000), path: b)],
      [CopyRequest(seconds(0, 2000), path: a), CopyRequest(seconds(2000, 4000), path: a)],
      [CopyRequest(seconds(1000, 1000), path: a)],
      [CopyRequest(seconds(0, 1000), path: a), CopyRequest(seconds(2000, 3000), path: a + ".mkv")],
    ] {
      #expect(copy(requests) == .invalidRequest)
    }
    #expect(
      code { () throws(MediaError) in
        let copier = try StreamCopier(fixture.source)
        _ = try copier.copy([CopyRequest(seconds(0, 1000), path: a + ".webm")])
      } == .unsupportedCodec)
    #expect(try names().isEmpty)
  }

  @Test func `a stretch outside the video gives no file`() throws {
    let copier = try StreamCopier(fixture.source)
    let report = try copier.copy([
      CopyRequest(seconds(90_000, 99_000), path: "\(folder.path)/a.mp4")
    ])
    #expect(report.parts.map(\.fate) == [.empty])
    #expect(try names().isEmpty)
  }

  @Test func `after a cancellation nothing is left`() throws {
    let interruption = Interruption()
    let requests = [CopyRequest(seconds(0, 60_000), path: "\(folder.path)/a.mp4")]
    let long = Fixture["h264-long-gop.mp4"].source
    let found = code { () throws(MediaError) in
      let copier = try StreamCopier(long, interruption: interruption)
      _ = try copier.copy(requests, onProgress: { _ in interruption.cancel() })
    }
    #expect(found == .cancelled)
    #expect(try names().isEmpty)
  }

  @Test func `a copying that takes too long ends with its time`() throws {
    var limits = MediaLimits()
    limits.wallSeconds = 0.2
    let found = code { () throws(MediaError) in
      let copier = try StreamCopier(fixture.source, limits: limits)
      usleep(300_000)
      _ = try copier.copy([CopyRequest(seconds(0, 4000), path: "\(folder.path)/a.mp4")])
    }
    #expect(found == .timedOut)
    #expect(try names().isEmpty)
  }
}
