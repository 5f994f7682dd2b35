import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

/// Files that cannot be copied by time, and why.
private let refused: [String: MediaError.Code] = [
  "animated.png": .unsupportedCodec, "edit-list-rewind.mp4": .invalidRequest,
  "raw.h264": .invalidRequest, "size-change.h264": .invalidRequest,
]

@Suite(.timeLimit(.minutes(40)), .computing) struct StreamCopierTests {
  private static let copied =
    TestSize.isLong
    ? Fixture.sound.filter { refused[$0.name] == nil }
    : Fixture.named(
      "h264-bframes.mp4", "h264-open-gop.mp4", "h264-open-gop.mkv", "h264-open-gop.ts",
      "h264-fragmented.mp4", "h264.avi", "h264.ts", "hevc-open-gop.mp4", "hevc.ts",
      "hevc-10bit.mkv", "av1.mkv", "vp8.webm", "vp9.webm", "flv.flv", "mpeg1.mpg",
      "interlaced.mpg", "mpeg2-far-start.ts", "mpeg2-pts-wrap.ts", "mpeg4-bframes.avi",
      "xvid-packed.avi", "theora.ogv", "wmv2.wmv", "mpeg4.3gp", "h263.3gp", "prores.mov",
      "edit-list.mov", "edit-list-delay.mp4", "vfr.mkv", "vfr.mp4", "rotate-90.mp4",
      "non-square.mp4", "chapters.mkv", "mov-text.mp4", "webvtt.webm", "cover-and-film.mp4",
      "two-films.mkv", "hdr10.mp4", "audio-late.mkv", "sound-surround.mkv")

  @Test(arguments: copied)
  func `all parts together show every picture once and in order`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    let known = try Program.complaints(of: fixture.path)
    for seed in 1...(TestSize.isLong ? 8 : 1) {
      let name = fixture.name.utf8.reduce(0) { $0 + UInt64($1) }
      var random = SplitMix64(seed: name * 1000 + UInt64(seed))
      let edges = [CopyEdges.before, .nearest][Int.random(in: 0...1, using: &random)]
      let files = try CopiedFiles(fixture.source, truth.tiling(&random), edges: edges)
      var (shown, expected): ([UInt64], [UInt64]) = ([], truth.pictures.map(\.digest))
      for (part, path) in files.written {
        let own = try Truth(.path(path))
        #expect(own.damage.isEmpty, "\(own.damage)")
        #expect(own.pictures.count == part.pictures)
        // What is lost is what comes last in the part.
        shown += own.pictures.map(\.digest)
        let lost = shown.count..<shown.count + part.lostPictures
        try #require(lost.upperBound <= expected.count)
        expected.removeSubrange(lost)
        #expect(try Program.complaints(of: path).isSubset(of: known))
      }
      #expect(shown == expected, "seed \(seed)")
      #expect(files.report.latePackets == 0)
      #expect(try files.names().count == files.written.count)
    }
  }

  @Test(arguments: refused.keys.sorted())
  func `what cannot be copied by time is refused`(name: String) throws {
    let truth = try Truth.of(Fixture[name])
    let whole = TimeRange(
      Timestamp(truth.zero, truth.timeBase), upTo: Timestamp(truth.end, truth.timeBase))
    let error = #expect(throws: MediaError.self) {
      _ = try CopiedFiles(Fixture[name].source, [whole])
    }
    #expect(error?.code == refused[name])
  }

  @Test(arguments: Fixture.damaged)
  func `of a damaged file every packet from the first key picture on is in one part`(
    fixture: Fixture
  ) throws {
    let truth = try Truth.of(fixture)
    var random = SplitMix64(seed: 7)
    let files = try CopiedFiles(fixture.source, truth.tiling(&random))
    let index = try PacketIndex(of: fixture.source)
    let packets = fixture.probe.packets ?? []
    let skipped = packets.prefix { !$0.isKey }.count
    let copied = files.report.parts.reduce(0) { $0 + $1.pictures + $1.lostPictures }
    #expect(copied == index.pictures.count - skipped)
    for (_, path) in files.written { _ = try CopyProbe(path) }
  }

  @Test(arguments: copied.filter { ($0.probe.streams?.count ?? 0) > 1 })
  func `sound and subtitles stay with the pictures, once and in order`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    var random = SplitMix64(seed: 3)
    let files = try CopiedFiles(fixture.source, truth.tiling(&random))
    let source = try CopyProbe(fixture.path)
    let film = try #require(source.film)
    for stream in source.vital where stream.disposition["attached_pic"] != 1 {
      var packets = source.packets(of: stream)[...]
      let place = source.vital.firstIndex { $0.index == stream.index } ?? 0
      for (_, path) in files.written {
        let probe = try CopyProbe(path)
        let part = probe.packets(of: probe.vital[place])
        let original = packets.prefix(part.count)
        packets = packets.dropFirst(part.count)
        guard stream.codecType != "video" else { continue }
        #expect(part.map(\.dataHash) == original.map(\.dataHash))
        let own = try #require(probe.film)
        // FFmpeg's Matroska forgets Opus's delay, and Ogg tells when the last sample of a page is heard,
        // of which the first packet of Vorbis gives none.
        let slack = ["opus": 0.0075, "vorbis": 0.018][stream.codecName] ?? 0.0021
        // Distances to the pictures, as both files tell them.
        let shift = try #require(
          Self.shift(from: source.packets(of: film), to: probe.packets(of: own)))
        for (a, b) in zip(original, part) {
          guard let before = a.seconds, let after = b.seconds else { continue }
          #expect(abs(after - before - shift) < slack, "\(stream.codecName) of \(path)")
        }
      }
      #expect(packets.isEmpty || stream.codecType == "video")
    }
  }

  /// By how much a packet's time differs in a part: of one whose bytes are there only once.
  private static func shift(
    from source: [CopyProbe.Packet], to part: [CopyProbe.Packet]
  ) -> Double? {
    for packet in part.dropFirst().reversed() {
      let same = source.filter { $0.dataHash == packet.dataHash && $0.ptsTime != nil }
      guard same.count == 1, packet.ptsTime != nil else { continue }
      if let before = same[0].seconds, let after = packet.seconds { return after - before }
    }
    return part.first?.seconds.flatMap { after in source.first?.seconds.map { after - $0 } }
  }

  @Test(arguments: copied)
  func `a part starts near zero with a key picture, lasts as long as told and says the same`(
    fixture: Fixture
  ) throws {
    let truth = try Truth.of(fixture)
    var random = SplitMix64(seed: 11)
    let files = try CopiedFiles(fixture.source, truth.tiling(&random))
    let source = try CopyProbe(fixture.path)
    for (part, path) in files.written {
      let probe = try CopyProbe(path)
      let film = try #require(probe.film)
      let shown = probe.packets(of: film)
      let first = try #require((probe.hiddenPackets(of: film) + shown).first)
      let start = try #require(shown.compactMap(\.seconds).min())
      let original = try #require(source.film)
      #expect(first.flags.contains("K"))
      #expect(start >= 0 && start < 1.6)
      let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
      #expect(part.bytes == bytes)
      let (zero, duration) = (probe.format.startTime, probe.format.duration)
      let claimed = try #require(duration.flatMap { Double($0) })
      let end = claimed + (zero.flatMap { Double($0) } ?? 0)
      // The last sound ends a little later.
      #expect(abs(end - start - part.written.seconds) < 0.35, "\(start) \(end) \(part.written)")
      #expect(film.codecName == original.codecName && film.pixFmt == original.pixFmt)
      #expect(film.width == original.width && film.height == original.height)
      #expect(film.sampleAspectRatio ?? "1:1" == original.sampleAspectRatio ?? "1:1")
      #expect(film.colorRange == original.colorRange && film.colorSpace == original.colorSpace)
      #expect(film.colorTransfer == original.colorTransfer)
      #expect(film.colorPrimaries == original.colorPrimaries)
      #expect(film.sideDataList?.first?.rotation == original.sideDataList?.first?.rotation)
      #expect(probe.vital.map(\.codecName) == source.vital.map(\.codecName))
      #expect(probe.vital.map { $0.tags?["language"] } == source.vital.map { $0.tags?["language"] })
      #expect(
        probe.vital.map { $0.disposition["default"] }
          == source.vital.map { $0.disposition["default"] })
      #expect(probe.format.tags?["title"] == source.format.tags?["title"])
    }
  }
}
