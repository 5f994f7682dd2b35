import MediaTypes
import TestSupport
import Testing

@testable import Media

private let described = Fixture.all.filter { $0.probe.format != nil && !$0.isReference }

extension FixtureProbe {
  fileprivate func streams(_ kind: String) -> [Stream] {
    (streams ?? []).filter { $0.codecType == kind }
  }
}

extension FixtureProbe.Stream {
  fileprivate func isSet(_ flag: String) -> Bool { disposition[flag] == 1 }

  fileprivate func tag(_ name: String) -> String? {
    tags?.first { $0.key.lowercased() == name }?.value
  }
}

/// A fraction as ffprobe writes it; nil for what it does not know.
private func rate(_ text: String) -> Ratio? {
  Ratio(text).flatMap { $0 > 0 ? $0 : nil }
}

private func microseconds(_ seconds: String?) -> Timestamp? {
  seconds.flatMap { Ratio($0) }.map { Timestamp($0, flooredTo: .microseconds) }
}

/// ffprobe writes numbers for profiles without a name.
private func name(_ profile: String?) -> String? {
  profile.flatMap { Int($0) == nil ? known($0) : nil }
}

private func known(_ text: String?) -> String? { text == "unknown" ? nil : text }

@Suite(.timeLimit(.minutes(40)), .computing) struct DescriptionTests {
  private static let descriptions = Dictionary(
    uniqueKeysWithValues: described.map { fixture in
      (fixture.name, Result { try MediaDescription(of: fixture.source) })
    })

  private func description(_ fixture: Fixture) throws -> MediaDescription {
    try #require(Self.descriptions[fixture.name]).get()
  }

  @Test(arguments: described)
  func `the container is described as ffprobe does`(fixture: Fixture) throws {
    let description = try description(fixture)
    let format = try #require(fixture.probe.format)
    #expect(description.format == format.formatName)
    #expect(description.formatName == format.formatLongName)
    #expect(description.size.map { "\($0)" } == format.size)
    #expect(description.bitRate.map { "\($0)" } == format.bitRate)
    #expect(description.start == microseconds(format.startTime))
    #expect(description.containerDuration == microseconds(format.duration))
    let tags = description.tags.map { ($0.key, $0.value) }
    #expect(Dictionary(tags, uniquingKeysWith: { $1 }) == format.tags ?? [:])
  }

  @Test(arguments: described)
  func `streams have the facts that ffprobe gives`(fixture: Fixture) throws {
    let description = try description(fixture)
    let facts =
      description.videos.map(\.common) + description.sounds.map(\.common)
      + description.texts.map(\.common)
    let probed = try #require(fixture.probe.streams)
    let kinds: Set = ["video", "audio", "subtitle"]
    #expect(description.otherStreams == probed.count { !kinds.contains($0.codecType) })
    #expect(facts.count == probed.count { kinds.contains($0.codecType) })
    for facts in facts {
      let stream = try #require(probed.first { $0.index == facts.index })
      #expect(facts.codec == stream.codecName)
      #expect(facts.profile == name(stream.profile))
      #expect(facts.timeBase.description == stream.timeBase)
      #expect(facts.start?.ticks == stream.startPts)
      #expect(facts.duration?.ticks == stream.durationTs)
      // ffprobe shows what the decoder measured by then.
      if stream.codecName != "aac" || !description.format.hasPrefix("mpegts") {
        #expect(facts.bitRate.map { "\($0)" } == stream.bitRate)
      }
      #expect(facts.isDefault == stream.isSet("default"))
      #expect(facts.language == stream.tag("language"))
      #expect(facts.title == stream.tag("title"))
      #expect(
        Dictionary(facts.tags.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
          == stream.tags ?? [:])
      #expect(facts.isDecodable)
    }
  }

  @Test(arguments: described.filter { !$0.probe.streams("video").isEmpty })
  func `pictures have the facts that ffprobe gives`(fixture: Fixture) throws {
    let description = try description(fixture)
    let probed = fixture.probe.streams("video")
    #expect(description.videos.map(\.common.index) == probed.map(\.index))
    for (video, stream) in zip(description.videos, probed) {
      #expect(video.width == stream.width && video.height == stream.height)
      let aspect = stream.sampleAspectRatio.flatMap { text in
        rate(text.split(separator: ":").joined(separator: "/"))
      }
      #expect(video.sampleAspect == aspect ?? 1)
      #expect(video.averageRate == rate(stream.avgFrameRate))
      #expect(video.realRate == rate(stream.rFrameRate))
      #expect(video.claimedFrameCount.map { "\($0)" } == stream.nbFrames)
      #expect(video.pixelFormat == stream.pixFmt)
      #expect(video.colorRange == known(stream.colorRange))
      #expect(video.colorSpace == known(stream.colorSpace))
      #expect(video.colorTransfer == known(stream.colorTransfer))
      #expect(video.colorPrimaries == known(stream.colorPrimaries))
      #expect(video.fieldOrder == known(stream.fieldOrder))
      #expect(video.isAttachedPicture == stream.isSet("attached_pic"))
      let turns = stream.sideDataList?.compactMap(\.rotation).first ?? 0
      // ffprobe counts counter-clockwise.
      #expect(video.rotation == (360 - turns) % 360)
      #expect(!video.isMirrored)
    }
  }

  @Test(arguments: described.filter { !$0.probe.streams("audio").isEmpty })
  func `sound has the facts that ffprobe gives`(fixture: Fixture) throws {
    let description = try description(fixture)
    let probed = fixture.probe.streams("audio")
    #expect(description.sounds.map(\.common.index) == probed.map(\.index))
    for (sound, stream) in zip(description.sounds, probed) {
      #expect("\(sound.sampleRate)" == stream.sampleRate)
      #expect(sound.channels == stream.channels)
      #expect(stream.channelLayout == nil || sound.layout == stream.channelLayout)
      #expect(sound.sampleFormat == stream.sampleFmt)
    }
    #expect(description.mainSound == probed.first { $0.isSet("default") }?.index ?? probed[0].index)
  }

  @Test(arguments: described.filter { !$0.probe.streams("subtitle").isEmpty })
  func `text tracks have the facts that ffprobe gives`(fixture: Fixture) throws {
    let description = try description(fixture)
    let probed = fixture.probe.streams("subtitle")
    #expect(description.texts.map(\.common.index) == probed.map(\.index))
    for (text, stream) in zip(description.texts, probed) {
      #expect(text.isText)
      #expect(text.isForced == stream.isSet("forced"))
    }
  }

  @Test(arguments: described)
  func `chapters are those of ffprobe`(fixture: Fixture) throws {
    let description = try description(fixture)
    let probed = try #require(fixture.probe.chapters)
    #expect(description.chapters.map(\.title) == probed.map { $0.tags?["title"] })
    #expect(description.chapters.map(\.range.start.ticks) == probed.map(\.start))
    #expect(description.chapters.map(\.range.end.ticks) == probed.map(\.end))
    #expect(description.chapters.map(\.range.start.timeBase.description) == probed.map(\.timeBase))
  }

  @Test(arguments: [
    ("cover-and-film.mp4", 0), ("two-films.mkv", 1), ("audio-only.mp3", nil),
    ("audio-only.m4a", nil), ("chapters.mkv", 0),
  ])
  func `the main video is what a player would show`(name: String, main: Int?) throws {
    let fixture = Fixture[name]
    #expect(try description(fixture).mainVideo == main)
  }

  @Test(arguments: [
    ("hdr10.mp4", VideoStream.HDR.hdr10), ("hlg.mp4", .hlg), ("hevc-10bit.mkv", .none),
    ("bt709.mp4", .none),
  ])
  func `high dynamic range is told`(name: String, hdr: VideoStream.HDR) throws {
    let fixture = Fixture[name]
    #expect(try description(fixture).video?.hdr == hdr)
  }

  @Test(arguments: [
    ("h264-10bit.mkv", 10, false), ("prores.mov", 10, false), ("alpha-png.mov", 8, true),
    ("gif.gif", 8, true), ("gray.mkv", 8, false), ("h264-bframes.mp4", 8, false),
  ])
  func `bits and transparency are told`(name: String, bits: Int, hasAlpha: Bool) throws {
    let video = try description(Fixture[name]).video
    #expect(video?.bitDepth == bits)
    #expect(video?.hasAlpha == hasAlpha)
  }

  @Test(arguments: [
    ("rotate-90.mp4", 144, 192), ("rotate-180.mp4", 192, 144), ("rotate-270.mp4", 144, 192),
    ("non-square.mp4", 192, 144), ("odd-size.mp4", 161, 121), ("cropped.mp4", 160, 128),
  ])
  func `the upright size has square pixels`(name: String, width: Int, height: Int) throws {
    let video = try #require(description(Fixture[name]).video)
    #expect(video.uprightSize == (width, height))
  }
}
