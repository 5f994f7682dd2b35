internal import MediaTypes
internal import Models

/// Lists of stretches that a schema may ask for, an object each.
enum Listing: String, CaseIterable {
  case chapters, segments, shots, speech, screen, silent, black, frozen, damaged

  /// The listing that a list means, by its name or, if that says nothing, by its description.
  ///
  /// A list that might hold anything holds segments if its items have a start and an end.
  init?(name: String, description: String, itemNames: [String]) {
    let own = FieldName(name)
    let described = FieldName(String(description.prefix(160)))
    if let listing = own.keys.lazy.compactMap({ Self.byName[$0] }).first {
      self = listing
      return
    }
    guard !own.namesOtherThings, !described.namesOtherThings else { return nil }
    if let listing = described.keys.lazy.compactMap({ Self.byName[$0] }).first {
      self = listing
      return
    }
    let facts = itemNames.compactMap { Fact(name: $0, description: "") }
    guard own.keys.isEmpty || own.keys.contains(where: Self.neutral.contains),
      facts.contains(.start), facts.contains(.end)
    else { return nil }
    self = .segments
  }

  /// The names of a listing.
  var names: [String] {
    switch self {
    case .chapters:
      ["chapters", "chapter list", "outline", "table of contents", "sections", "章节", "目录", "大纲"]
    case .segments: ["segments", "scenes", "parts", "timeline", "clips", "片段", "场景", "时间线", "分段"]
    case .shots: ["shots", "shot list", "cuts", "镜头", "镜头列表", "分镜"]
    case .speech:
      [
        "speech", "transcript", "transcription", "subtitles", "dialogue", "lines", "spoken lines",
        "字幕", "台词", "对白",
      ]
    case .screen:
      [
        "text on screen", "on screen text", "screen text", "ocr", "titles on screen",
        "text overlays",
        "画面文字", "屏幕文字",
      ]
    case .silent: ["silence", "silences", "silent stretches", "silent parts", "静音", "无声段"]
    case .black: ["black", "black frames", "black stretches", "black parts", "黑场"]
    case .frozen: ["frozen", "freezes", "frozen stretches", "freeze frames", "静帧"]
    case .damaged: ["damage", "damaged", "damaged stretches", "unreadable stretches", "损坏"]
    }
  }

  /// The stretches of a passage; nil where nothing is known of such.
  func passages(in passage: Passage, of reading: ClipReading) -> [Passage]? {
    let isMeasured = !passage.facts.shots.isEmpty
    switch self {
    case .chapters:
      guard passage.kind == .clip else { return nil }
      return reading.chapters.isEmpty ? reading.segments : reading.chapters
    case .segments: return passage.kind == .clip ? reading.segments : nil
    case .shots:
      guard isMeasured, passage.kind != .shot else { return nil }
      return passage.facts.shots.enumerated().map { place, shot in
        passage.part(.shot, number: place + 1, shot.range)
      }
    case .speech:
      guard reading.hasSpeech || !reading.video.hasSound else { return nil }
      return passage.speech.enumerated().map { Passage(.speech, number: $0 + 1, $1) }
    case .screen:
      guard reading.hasScreen else { return nil }
      return passage.content.screen.enumerated().map { Passage(.screen, number: $0 + 1, $1) }
    case .silent:
      guard Hearing(passage, hasSound: reading.video.hasSound) != nil else { return nil }
      return passage.stretches(passage.facts.silent)
    case .black: return isMeasured ? passage.stretches(passage.facts.black) : nil
    case .frozen: return isMeasured ? passage.stretches(passage.facts.frozen) : nil
    case .damaged: return isMeasured ? passage.stretches(passage.facts.damaged) : nil
    }
  }

  private static let byName: [String: Listing] = {
    var listings: [String: Listing] = [:]
    for listing in allCases {
      for name in listing.names {
        if let key = FieldName(name).keys.first, listings[key] == nil { listings[key] = listing }
      }
    }
    return listings
  }()

  private static let neutral: Set<String> = ["item", "result", "data", "list", "entry", "entrie"]
}

extension Passage {
  fileprivate func stretches(_ ranges: [TimeRange]) -> [Passage] {
    ranges.enumerated().map { part(.stretch, number: $0 + 1, $1) }
  }
}
