internal import CMedia
public import MediaTypes

extension MediaDescription {
  /// Opens the source, reads what it says of itself, and closes it.
  public init(
    of source: MediaSource, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption()
  ) throws(MediaError) {
    self.init(of: try MediaInput(source, limits: limits, interruption: interruption))
  }

  init(of input: MediaInput) {
    let container = unsafe cmedia_input_describe(input.handle)
    let size = unsafe container.size
    let bitRate = unsafe container.bit_rate
    self.init(
      format: unsafe String(cString: container.format),
      formatName: unsafe String(cString: container.long_name),
      size: size >= 0 ? size : nil, bitRate: bitRate > 0 ? bitRate : nil,
      start: unsafe Timestamp(known: container.start, .microseconds),
      containerDuration: unsafe Timestamp(known: container.duration, .microseconds),
      tags: unsafe input.tags(ofStream: -1, count: container.tag_count),
      videos: [], sounds: [], texts: [], otherStreams: 0,
      chapters: unsafe (0..<container.chapter_count).compactMap { input.chapter($0) },
      mainVideo: input.bestStream(CMEDIA_STREAM_VIDEO),
      mainSound: input.bestStream(CMEDIA_STREAM_AUDIO))
    for index in 0..<(unsafe container.stream_count) { add(streamAt: index, of: input) }
    for place in videos.indices
    where videos[place].hdr == .pq && input.tellsLight(of: videos[place]) {
      videos[place].hdr = .hdr10
    }
  }

  private mutating func add(streamAt index: CInt, of input: MediaInput) {
    let stream = unsafe cmedia_input_stream(input.handle, index)
    let tags = unsafe input.tags(ofStream: index, count: stream.tag_count)
    let common = unsafe StreamFacts(stream, at: Int(index), tags: tags)
    switch unsafe stream.kind {
    case CMEDIA_STREAM_VIDEO: unsafe videos.append(VideoStream(stream, common: common))
    case CMEDIA_STREAM_AUDIO: unsafe sounds.append(AudioStream(stream, common: common))
    case CMEDIA_STREAM_TEXT, CMEDIA_STREAM_PICTURE_TEXT:
      unsafe texts.append(
        TextStream(
          common: common, isText: stream.kind == CMEDIA_STREAM_TEXT, isForced: stream.is_forced))
    default: otherStreams += 1
    }
  }
}

extension MediaInput {
  /// Whether the first packet tells what the container does not: how bright the pictures were mastered.
  ///
  /// Read from another opening of the source, so that no packet is missing from this one.
  fileprivate func tellsLight(of video: VideoStream) -> Bool {
    guard source.isReopenable, let input = try? reopened(selecting: video.common.index) else {
      return false
    }
    var packet = cmedia_packet()
    return unsafe cmedia_input_skim(input.handle, &packet) == 0
      && cmedia_input_met_light(input.handle)
  }

  fileprivate func tags(ofStream stream: CInt, count: CInt) -> [Tag] {
    (0..<count).map { index in
      let tag = unsafe cmedia_input_tag(handle, stream, index)
      return unsafe Tag(key: String(cString: tag.key), value: String(cString: tag.value))
    }
  }

  fileprivate func chapter(_ index: CInt) -> Chapter? {
    let chapter = unsafe cmedia_input_chapter(handle, index)
    guard let base = unsafe TimeBase(chapter.time_base.num, chapter.time_base.den),
      unsafe chapter.start <= chapter.end
    else { return nil }
    return unsafe Chapter(
      range: TimeRange(Timestamp(chapter.start, base), upTo: Timestamp(chapter.end, base)),
      title: chapter.title.map { unsafe String(cString: $0) })
  }

  fileprivate func bestStream(_ kind: cmedia_stream_kind) -> Int? {
    let index = unsafe cmedia_input_best_stream(handle, kind)
    return index >= 0 ? Int(index) : nil
  }
}

extension Timestamp {
  /// Nil for a time that the file does not give.
  init?(known ticks: Int64, _ timeBase: TimeBase) {
    guard ticks != .min else { return nil }
    self.init(ticks, timeBase)
  }
}

extension Ratio {
  /// Nil for a fraction by which FFmpeg says that it does not know.
  fileprivate init?(known rational: cmedia_rational) {
    guard rational.num > 0, rational.den > 0 else { return nil }
    self.init(Int64(rational.num), Int64(rational.den))
  }
}

extension StreamFacts {
  fileprivate init(_ stream: cmedia_stream, at index: Int, tags: [Tag]) {
    let base = unsafe TimeBase(stream.time_base.num, stream.time_base.den) ?? .microseconds
    func value(_ key: String) -> String? {
      tags.first { $0.key.lowercased() == key }.map(\.value)
    }
    unsafe self.init(
      index: index, codec: String(cString: stream.codec),
      profile: stream.profile.map { unsafe String(cString: $0) },
      isDecodable: stream.has_decoder, timeBase: base,
      start: Timestamp(known: stream.start, base),
      duration: Timestamp(known: stream.duration, base),
      bitRate: stream.bit_rate > 0 ? stream.bit_rate : nil,
      language: value("language"), title: value("title"), isDefault: stream.is_default, tags: tags)
  }
}

extension VideoStream {
  fileprivate init(_ stream: cmedia_stream, common: StreamFacts) {
    func text(_ name: UnsafePointer<CChar>?) -> String? {
      unsafe name.map { unsafe String(cString: $0) }
    }
    let hdr: HDR =
      switch unsafe (stream.hdr, stream.has_dolby_vision, stream.has_hdr10_metadata) {
      case (_, true, _): .dolbyVision
      case (CMEDIA_HDR_PQ, _, true): .hdr10
      case (CMEDIA_HDR_PQ, _, _): .pq
      case (CMEDIA_HDR_HLG, _, _): .hlg
      default: .none
      }
    unsafe self.init(
      common: common, width: Int(stream.width), height: Int(stream.height),
      sampleAspect: Ratio(known: stream.sample_aspect) ?? 1, rotation: Int(stream.rotation),
      isMirrored: stream.mirrored, averageRate: Ratio(known: stream.average_rate),
      realRate: Ratio(known: stream.real_rate),
      claimedFrameCount: stream.frame_count > 0 ? stream.frame_count : nil,
      pixelFormat: text(stream.pixel_format), bitDepth: Int(stream.bit_depth),
      hasAlpha: stream.has_alpha, colorRange: text(stream.color_range),
      colorPrimaries: text(stream.color_primaries), colorTransfer: text(stream.color_transfer),
      colorSpace: text(stream.color_space), hdr: hdr, fieldOrder: text(stream.field_order),
      isAttachedPicture: stream.is_attached_picture)
  }
}

extension AudioStream {
  fileprivate init(_ stream: cmedia_stream, common: StreamFacts) {
    unsafe self.init(
      common: common, sampleRate: Int(stream.sample_rate), channels: Int(stream.channels),
      layout: stream.channel_layout.map { unsafe String(cString: $0) },
      sampleFormat: stream.sample_format.map { unsafe String(cString: $0) })
  }
}
