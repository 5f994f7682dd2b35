internal import MediaTypes
internal import Models

/// Says what is known of the whole video, and what was counted in it.
struct FilmVoice {
  private let speaker: PassageVoice

  /// Speaks about a clip's video.
  init(_ speaker: PassageVoice) { self.speaker = speaker }

  /// Its name, length, size, rate and sound.
  var text: String {
    let (voice, video) = (speaker.voice, speaker.reading.video)
    let title = video.title.map(CleanText.line) ?? ""
    var words = [
      voice.say(
        .length, ClockText.short(video.range.seconds), Digits.thousandths(video.range.seconds)),
      voice.say(.size, "\(video.width)", "\(video.height)"),
    ]
    if let rate = video.frameRate { words.append(voice.say(.rate, Digits.short(rate))) }
    words.append(voice.say(video.hasSound ? .withSound : .withoutSound))
    words += counts.prefix(2)
    let name = title.isEmpty ? voice.say(.untitled) : voice.quote(title)
    var text = voice.say(.filmLine, name, voice.row(words))
    let shown = speaker.reading.whole.range
    if shown != video.range {
      text += voice.gap + voice.say(.partShown, voice.fullSpan(shown))
    }
    return text
  }

  /// How many there are of what can be counted.
  var counts: [String] {
    let (voice, reading) = (speaker.voice, speaker.reading)
    let shots = reading.whole.facts.shots
    var words = [voice.say(.segmentCount, reading.segments.count)]
    if !shots.isEmpty {
      words.append(voice.say(.shotCount, shots.count))
      words.append(
        voice.say(.cutCount, shots.count { $0.range.start > reading.whole.range.start }))
      let mean = reading.whole.range.seconds / Double(shots.count)
      words.append(voice.say(.shotLength, Digits.short(mean)))
    }
    if !reading.chapters.isEmpty { words.append(voice.say(.chapterCount, reading.chapters.count)) }
    if reading.hasSpeech {
      words.append(voice.say(.speechCount, reading.whole.speech.count))
      words.append(
        voice.say(
          .wordCount, reading.whole.speech.reduce(0) { $0 + WordBreaker.count($1.text) }))
    }
    if reading.hasScreen { words.append(voice.say(.screenCount, reading.whole.screenTexts.count)) }
    return words
  }
}
