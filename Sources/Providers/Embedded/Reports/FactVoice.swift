internal import MediaTypes
internal import Models

/// Says what was measured of passages.
struct FactVoice {
  /// The language and the clock.
  let voice: Voice

  /// How it looks, in a few words: light, colours, camera.
  func look(_ passage: Passage) -> [String] {
    guard let look = Look(passage.facts.shots) else { return [] }
    return [light(look)] + colours(look, most: 2) + [camera(look)]
  }

  /// What of its look tells it from others.
  func tellingLook(_ passage: Passage) -> [String] {
    guard let look = Look(passage.facts.shots) else { return [] }
    return (look.light == .medium ? [] : [light(look)]) + colours(look, most: 1) + [camera(look)]
  }

  /// How it looks, with the measures.
  func lookMeasures(_ passage: Passage) -> [String] {
    guard let look = Look(passage.facts.shots) else { return [] }
    var words = self.look(passage)
    switch look.detail {
    case .little: words.append(voice.say(.littleDetail))
    case .much: words.append(voice.say(.muchDetail))
    case .some: break
    }
    words.append(voice.say(.lightMeasure, Digits.short(look.brightness)))
    words.append(voice.say(.sharpnessMeasure, Digits.short(look.sharpness)))
    return words
  }

  /// How light it is.
  func light(_ look: Look) -> String {
    switch look.light {
    case .veryDark: voice.say(.veryDark)
    case .dark: voice.say(.dark)
    case .medium: voice.say(.mediumLight)
    case .bright: voice.say(.bright)
    case .veryBright: voice.say(.veryBright)
    }
  }

  /// The commonest colours by name.
  func colours(_ look: Look, most: Int) -> [String] {
    look.colours.prefix(most).map { voice.say($0.name.phrase) }
  }

  /// How the camera moves.
  func camera(_ look: Look) -> String {
    let words =
      switch look.motion {
      case .still: voice.say(.camera, voice.say(.still))
      case .handheld: voice.say(.camera, voice.say(.handheld))
      case .pan: speed(look, .pan)
      case .tilt: speed(look, .tilt)
      case .zoom: speed(look, .zoom)
      }
    return look.isMotionSteady ? words : voice.say(.mainly, words)
  }

  /// How fast shots follow each other; nil for a single shot.
  func pace(_ passage: Passage) -> String? {
    passage.pace.map { pace in
      switch pace {
      case .slow: voice.say(.slowPace)
      case .medium: voice.say(.mediumPace)
      case .fast: voice.say(.fastPace)
      }
    }
  }

  /// How it sounds, in a few words.
  func sound(_ passage: Passage) -> [String] {
    guard let hearing = Hearing(passage, hasSound: voice.video.hasSound) else { return [] }
    var words = [level(hearing)]
    if hearing.level != .silent, !hearing.silent.isEmpty {
      words.append(voice.say(.silentAt, voice.exactSpans(hearing.silent, most: 3)))
    }
    return words
  }

  /// How it sounds, with the measures.
  func soundMeasures(_ passage: Passage) -> [String] {
    guard let hearing = Hearing(passage, hasSound: voice.video.hasSound) else { return [] }
    var words = [level(hearing)]
    if let loudness = hearing.loudness {
      words.append(voice.say(.level, Digits.short((loudness * 10).rounded() / 10)))
    }
    if !voice.video.hasSound { return words }
    words.append(
      hearing.silent.isEmpty
        ? voice.say(.noSilence) : voice.say(.silentAt, voice.exactSpans(hearing.silent)))
    return words
  }

  /// How loud it is.
  func level(_ hearing: Hearing) -> String {
    switch hearing.level {
    case .silent: voice.say(.silent)
    case .quiet: voice.say(.quiet)
    case .moderate: voice.say(.moderate)
    case .loud: voice.say(.loud)
    }
  }

  /// Where it is black, frozen or cannot be read.
  func defects(_ passage: Passage, most: Int = 3) -> [String] {
    let facts = passage.facts
    let kinds = [
      (Phrase.blackAt, facts.black), (.frozenAt, facts.frozen), (.damagedAt, facts.damaged),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { phrase, ranges in
      voice.say(phrase, voice.exactSpans(ranges, most: most))
    }
  }

  private func speed(_ look: Look, _ phrase: Phrase) -> String {
    switch look.speed {
    case .slow: voice.say(.slow, voice.say(phrase))
    case .medium: voice.say(phrase)
    case .fast: voice.say(.fast, voice.say(phrase))
    }
  }
}

extension Passage {
  /// How fast shots follow each other; nil for less than two.
  var pace: Look.Pace? {
    guard facts.shots.count > 1 else { return nil }
    let length = range.seconds / Double(facts.shots.count)
    return length < 2.5 ? .fast : length > 8 ? .slow : .medium
  }
}
