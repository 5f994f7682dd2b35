internal import JSON
internal import MediaTypes
internal import Models

/// Answers a question about a clip in JSON, with a member for each topic.
struct JSONReport {
  private let speaker: PassageVoice
  private let question: Question

  /// Answers a question.
  init(_ speaker: PassageVoice, _ question: Question) {
    (self.speaker, self.question) = (speaker, question)
  }

  private var reading: ClipReading { speaker.reading }
  private var whole: Passage { speaker.reading.whole }

  /// The members that the question asks for, or all.
  var value: JSONValue {
    let agenda = Agenda(question, reading)
    var members: [JSONValue.Member] = []
    let mentions = agenda.mentions.lines
    if !mentions.isEmpty { members.append(.init("mentions", lines(mentions))) }
    for topic in Topic.allCases where agenda.topics.contains(topic) {
      members.append(member(topic))
    }
    if agenda.goesBeyond {
      members.append(.init("not_answered", .text(speaker.voice.say(.beyond))))
    }
    return .object(members)
  }

  private func member(_ topic: Topic) -> JSONValue.Member {
    switch topic {
    case .title: .init("title", .text(speaker.title(of: whole)))
    case .summary: .init("summary", .text(speaker.description(of: whole)))
    case .keywords:
      .init("keywords", .list(speaker.keywords(of: whole, most: 15).map { .text($0) }))
    case .chapters: .init("chapters", .list(chapters.map { .object(times($0.range) + title($0)) }))
    case .timeline: .init("segments", .list(reading.segments.map(segment)))
    case .speech: .init("speech", lines(whole.speech))
    case .screen: .init("text_on_screen", lines(whole.content.screen))
    case .looks: .init("looks", looks)
    case .sound: .init("sound", sound)
    case .counts: .init("counts", counts)
    case .film: .init("video", film)
    case .defects:
      .init(
        "defects",
        [
          "black": stretches(whole.facts.black), "frozen": stretches(whole.facts.frozen),
          "unreadable": stretches(whole.facts.damaged),
        ])
    }
  }

  private var chapters: [Passage] { reading.chapters.isEmpty ? reading.segments : reading.chapters }

  private func segment(_ passage: Passage) -> JSONValue {
    .object(
      [.init("segment", .integer(Int64(passage.number)))] + times(passage.range) + title(passage)
        + [.init("description", .text(speaker.description(of: passage)))])
  }

  private func title(_ passage: Passage) -> [JSONValue.Member] {
    [.init("title", .text(speaker.title(of: passage)))]
  }

  private func times(_ range: TimeRange) -> [JSONValue.Member] {
    [.init("start", seconds(range.start)), .init("end", seconds(range.end))]
  }

  private func seconds(_ timestamp: Timestamp) -> JSONValue {
    number(speaker.voice.seconds(timestamp))
  }

  private func number(_ number: Double) -> JSONValue {
    FactValue.number(number)?.forms.first ?? .null
  }

  private func lines(_ lines: [WordLine]) -> JSONValue {
    .list(lines.map { .object(times($0.range) + [.init("text", .text($0.text))]) })
  }

  private func stretches(_ ranges: [TimeRange]) -> JSONValue {
    .list(ranges.map { .object(times($0)) })
  }

  private var looks: JSONValue {
    guard let look = Look(whole.facts.shots) else { return .null }
    let facts = speaker.facts
    return .members([
      "light": .text(facts.light(look)), "brightness": number(look.brightness),
      "colors": .list(facts.colours(look, most: 5).map { .text($0) }),
      "camera": .text(facts.camera(look)), "sharpness": number(look.sharpness),
      "pace": facts.pace(whole).map { .text($0) },
    ])
  }

  private var sound: JSONValue {
    guard let hearing = Hearing(whole, hasSound: reading.video.hasSound) else { return .null }
    return .members([
      "level": .text(speaker.facts.level(hearing)),
      "loudness_dbfs": hearing.loudness.map { number(($0 * 10).rounded() / 10) },
      "silent": stretches(hearing.silent),
    ])
  }

  private var counts: JSONValue {
    let shots = whole.facts.shots
    func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    return .members([
      "segments": count(reading.segments.count), "shots": shots.isEmpty ? nil : count(shots.count),
      "chapters": count(reading.chapters.count),
      "lines_said": reading.hasSpeech ? count(whole.speech.count) : nil,
      "texts_on_screen": reading.hasScreen ? count(whole.screenTexts.count) : nil,
    ])
  }

  private var film: JSONValue {
    let video = reading.video
    return .members([
      "title": video.title.map { .text(CleanText.line($0)) },
      "duration": number(video.range.seconds), "width": .integer(Int64(video.width)),
      "height": .integer(Int64(video.height)), "frame_rate": video.frameRate.map(number),
      "has_sound": .flag(video.hasSound),
    ])
  }
}
