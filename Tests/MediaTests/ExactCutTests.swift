import Foundation
import MediaTypes
import TestSupport
import Testing

@testable import Media

@Suite(.timeLimit(.minutes(40)), .computing) struct ExactCutTests {
  private static let cut =
    TestSize.isLong
    ? Fixture.sound.filter { !refused.contains($0.name) }
    : Fixture.named(
      "h264-bframes.mp4", "h264-no-bframes.mp4", "h264-intra.mp4", "h264-long-gop.mp4",
      "h264-open-gop.mp4", "h264-open-gop.ts", "h264-fragmented.mp4", "h264.ts", "h264.avi",
      "h264-10bit.mkv", "h264-444.mp4", "h264-mbaff.ts", "h264-intra-refresh.mp4", "flv.flv",
      "hevc-open-gop.mp4", "hevc-10bit.mkv", "hdr10.mp4", "vp9.webm", "av1.mkv", "prores.mov",
      "mpeg4-bframes.avi", "mpeg2-pts-wrap.ts", "edit-list.mp4", "edit-list-delay.mp4",
      "vfr.mkv", "vfr.mp4", "rotate-90.mp4", "non-square.mp4", "cropped.mp4", "full-range.mp4",
      "shots.mp4", "chapters.mkv", "cover-and-film.mp4")
  /// What has no times, or shows its packets in another order than it holds them.
  private static let refused = [
    "animated.png", "edit-list-rewind.mp4", "raw.h264", "size-change.h264",
  ]

  @Test(arguments: cut)
  func `a part shows the pictures of its range and no other`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    let film = try GreyFilm(fixture.source)
    for seed in 1...(TestSize.isLong ? 4 : 1) {
      let name = fixture.name.utf8.reduce(0) { $0 + UInt64($1) }
      var random = SplitMix64(seed: name * 1000 + UInt64(seed))
      let ranges =
        seed % 2 == 0 ? truth.stretches(&random) : truth.tiling(&random)
      let files = try CopiedFiles(fixture.source, ranges, edges: .exact)
      #expect(files.report.damage.isEmpty && files.report.latePackets == 0)
      for part in files.report.parts {
        let places = truth.places(within: part.asked)
        guard let path = part.path else {
          #expect(places.isEmpty)
          continue
        }
        let own = try Truth(.path(path))
        let drawn = try GreyFilm(.path(path))
        #expect(own.damage.isEmpty, "\(own.damage)")
        #expect(part.pictures == places.count && part.lostPictures == 0)
        try #require(own.pictures.count == places.count, "\(part)")
        var strangers = 0
        for (place, shown) in zip(places, own.pictures) {
          let original = truth.pictures[place]
          let distance = (shown.frame.timestamp.seconds - own.pictures[0].frame.timestamp.seconds)
          let wanted =
            original.frame.timestamp.seconds
            - truth.pictures[places.lowerBound].frame.timestamp.seconds
          #expect(abs(distance - wanted) < 0.0011)
          guard shown.digest != original.digest else { continue }
          strangers += 1
          let picture = drawn.pictures[place - places.lowerBound]
          let likeness = GreyFilm.likeness(picture, film.pictures[place])
          #expect(likeness > 34, "\(place) of \(path)")
          // Of its neighbours none is more like it, unless nearly all three look the same.
          for other in [place - 1, place + 1] where film.pictures.indices.contains(other) {
            #expect(
              GreyFilm.likeness(picture, film.pictures[other]) <= max(likeness, 50),
              "\(place) of \(path)")
          }
        }
        #expect(strangers <= part.encodedPictures)
        let played = try PlayedFile(path)
        #expect(played.complaints.isEmpty, "\(played.complaints)")
        #expect(played.seconds.count == places.count)
      }
    }
  }

  @Test(
    arguments: Fixture.named(
      "chapters.mkv", "edit-list-delay.mp4", "sound-levels.mp4", "audio-late.mkv", "shots.mp4",
      "flv.flv", "mpeg2-pts-wrap.ts"
    ).filter { $0.probe.streams?.contains { $0.codecType == "audio" } == true })
  func `sound keeps its distance to the pictures`(fixture: Fixture) throws {
    let truth = try Truth.of(fixture)
    let source = try CopyProbe(fixture.path)
    let sound = try #require(source.streams.first { $0.codecType == "audio" })
    let original = source.packets(of: sound)
    var random = SplitMix64(seed: 21)
    let files = try CopiedFiles(fixture.source, truth.tiling(&random), edges: .exact)
    var heard = 0
    for (part, path) in files.written {
      let probe = try CopyProbe(path)
      // Before the sound begins there is none.
      guard let own = probe.streams.first(where: { $0.codecType == "audio" }) else { continue }
      let packets = probe.packets(of: own)
      let first = try #require(try Truth(.path(path)).pictures.first).frame.timestamp.seconds
      let zero = truth.pictures[truth.places(within: part.asked).lowerBound].frame.timestamp.seconds
      for (packet, before) in zip(packets, original.dropFirst(heard)) {
        #expect(packet.dataHash == before.dataHash)
        guard let then = before.seconds, let now = packet.seconds else { continue }
        #expect(abs((now - first) - (then - zero)) < 0.02, "\(then) of \(path)")
      }
      heard += packets.count
    }
    // Each packet is in one part, up to what an edit list hides at the very start.
    #expect(heard == original.count)
  }
}
