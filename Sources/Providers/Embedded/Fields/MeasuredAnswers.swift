internal import JSON
internal import MediaTypes
internal import Models

/// Knows what the measured facts are in a passage; nil where nothing was measured.
struct MeasuredAnswers {
  let facts: FactVoice
  let video: VideoFacts

  /// The value of a fact.
  func value(of fact: Fact, in passage: Passage) -> FactValue? {
    switch fact {
    case .sound, .loudness, .silent, .loud, .silentSeconds, .hasSound: sound(fact, passage)
    case .black: defect(passage.facts.black, passage)
    case .frozen: defect(passage.facts.frozen, passage)
    case .damaged: defect(passage.facts.damaged, passage)
    default: Look(passage.facts.shots).flatMap { self.look(fact, $0, passage) }
    }
  }

  private func look(_ fact: Fact, _ look: Look, _ passage: Passage) -> FactValue? {
    switch fact {
    case .look: return .text(facts.voice.row(facts.look(passage)))
    case .colours:
      guard !look.colours.isEmpty else { return nil }
      let colours = look.colours.map { colour in
        FactValue.text(
          facts.voice.say(colour.name.phrase),
          words: [colour.name.phrase.wording.english, colour.name.phrase.wording.chinese])
      }
      var value = colours[0]
      value.list = colours
      return value.or(look.commonest.map { .text($0.code) })
    case .colourCode: return look.commonest.map { .text($0.code) }
    case .light:
      return FactValue.text(facts.light(look), words: look.light.names)
        .or(.number(look.brightness))
    case .dark: return .flag(look.light == .dark || look.light == .veryDark)
    case .bright: return .flag(look.light == .bright || look.light == .veryBright)
    case .motion:
      let moves = look.motion != .still
      return FactValue.text(facts.camera(look), words: look.motion.names).or(.flag(moves))
    case .moves: return .flag(look.motion != .still)
    case .motionAmount: return .number(look.motionAmount)
    case .sharpness: return .number(look.sharpness)
    case .pace:
      guard let pace = passage.pace, let words = facts.pace(passage) else { return nil }
      let perMinute = Double(passage.facts.shots.count - 1) * 60 / passage.range.seconds
      return FactValue.text(words, words: pace.names).or(.number(perMinute))
    case .shotLength: return .seconds(passage.range.seconds / Double(passage.facts.shots.count))
    default: return nil
    }
  }

  private func sound(_ fact: Fact, _ passage: Passage) -> FactValue? {
    if fact == .hasSound { return .flag(video.hasSound) }
    guard let hearing = Hearing(passage, hasSound: video.hasSound) else { return nil }
    let loudness = hearing.loudness.flatMap { FactValue.number(($0 * 10).rounded() / 10) }
    switch fact {
    case .sound:
      return FactValue.text(facts.voice.row(facts.sound(passage)), words: hearing.level.names)
        .or(loudness).or(.flag(hearing.level != .silent))
    case .loudness:
      guard let loudness else { return nil }
      return loudness.or(.text(facts.level(hearing), words: hearing.level.names))
    case .silent:
      let seconds = video.hasSound ? hearing.silentSeconds : passage.range.seconds
      return FactValue.flag(hearing.level == .silent).or(.seconds(seconds))
    case .loud: return .flag(hearing.level == .loud)
    case .silentSeconds:
      return .seconds(video.hasSound ? hearing.silentSeconds : passage.range.seconds)
    default: return nil
    }
  }

  private func defect(_ stretches: [TimeRange], _ passage: Passage) -> FactValue? {
    // Where no shot was measured, finding nothing says nothing.
    guard !passage.facts.shots.isEmpty || !stretches.isEmpty else { return nil }
    return FactValue.flag(!stretches.isEmpty)
      .or(.seconds(stretches.reduce(0) { $0 + $1.seconds }))
  }
}

extension ColourFact {
  /// As web pages write it: `#1e90ff`.
  var code: String {
    "#"
      + [red, green, blue].map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
      .joined()
  }
}
