internal import MediaTypes

/// A line for each stream, for people.
enum StreamLines {
  /// The streams in file order, each with a label and what is to be said.
  static func all(of facts: MediaDescription) -> [(label: String, parts: [String?])] {
    let isChoice = facts.videos.count > 1 || facts.sounds.count > 1
    var lines: [(index: Int, label: String, parts: [String?])] = []
    for stream in facts.videos {
      let isMain = isChoice && stream.common.index == facts.mainVideo
      lines.append((stream.common.index, "video", parts(of: stream) + [isMain ? "main" : nil]))
    }
    for stream in facts.sounds {
      let isMain = isChoice && stream.common.index == facts.mainSound
      lines.append((stream.common.index, "sound", parts(of: stream) + [isMain ? "main" : nil]))
    }
    for stream in facts.texts {
      lines.append((stream.common.index, "subtitles", parts(of: stream)))
    }
    return lines.sorted { $0.index < $1.index }
      .map { ("\($0.label) \($0.index)", $0.parts) }
  }

  /// Frames in a second, as on a box: `29.97 fps`.
  static func rate(_ rate: Ratio) -> String { "\(Decimal.text(rate.value, places: 3)) fps" }

  private static func parts(of stream: VideoStream) -> [String?] {
    let (width, height) = stream.uprightSize
    let isCodedSo = (width, height) == (stream.width, stream.height)
    let turned = stream.rotation == 0 ? nil : "turned by \(stream.rotation)°"
    return [
      codec(stream.common), "\(width)×\(height)",
      isCodedSo ? nil : "coded \(stream.width)×\(stream.height)", turned,
      stream.isMirrored ? "mirrored" : nil, stream.averageRate.map(rate),
      stream.pixelFormat, hdr(stream.hdr),
      stream.fieldOrder.flatMap { $0 == "progressive" ? nil : "interlaced" },
      stream.isAttachedPicture ? "attached picture" : nil,
    ] + ending(stream.common)
  }

  private static func parts(of stream: AudioStream) -> [String?] {
    [
      codec(stream.common), "\(stream.sampleRate) Hz",
      stream.layout ?? "\(stream.channels) channels",
    ] + ending(stream.common)
  }

  private static func parts(of stream: TextStream) -> [String?] {
    [
      codec(stream.common), stream.isText ? nil : "pictures of words",
      stream.isForced ? "forced" : nil,
    ] + ending(stream.common)
  }

  private static func codec(_ facts: StreamFacts) -> String {
    facts.codec + (facts.profile.map { " \($0)" } ?? "")
  }

  private static func ending(_ facts: StreamFacts) -> [String?] {
    [
      facts.bitRate.map(Decimal.bitRate), facts.language, facts.title.map { "\"\($0)\"" },
      facts.isDecodable ? nil : "no decoder here",
    ]
  }

  private static func hdr(_ kind: VideoStream.HDR) -> String? {
    switch kind {
    case .none: nil
    case .pq: "HDR (PQ)"
    case .hdr10: "HDR10"
    case .hlg: "HDR (HLG)"
    case .dolbyVision: "Dolby Vision"
    }
  }
}
