internal import FoundationEssentials
internal import JSON

/// What the script of a page reads.
enum ReportData {
  /// The result.
  static func document(_ report: Report, video: String?) -> JSONValue {
    .members([
      "kind": .text(report.kind.rawValue), "generator": .text(report.generator),
      "title": .text(report.title), "url": video.map { .text($0) },
      "video": self.video(report.video), "window": span(report.window),
      "talk": talk(report.talk), "findings": .list(report.findings.map(finding)),
      "segments": .list(
        zip(report.segments, PictureWishes.rows(of: report)).map { segment($0, picture: $1) }),
      "shots": .list(report.shots.map(shot)),
      "cues": .object(
        report.cues.map { .init($0.kind.rawValue, .list($0.spans.map(span))) }),
      "speech": .list(report.speech.map(line)), "screen": .list(report.screen.map(line)),
      "parts": .list(report.parts.map(line)), "account": report.account.map(account),
    ])
  }

  /// The pictures, each with its time.
  static func pictures(_ pictures: [ReportPicture]) -> JSONValue {
    .list(
      pictures.map { picture in
        [
          time(picture.time), .integer(Int64(picture.width)), .integer(Int64(picture.height)),
          .text(Data(picture.jpeg).base64EncodedString()),
        ]
      })
  }

  static func time(_ time: Double) -> JSONValue { .number(Report.rounded(time)) }

  static func span(_ span: ReportSpan) -> JSONValue { [time(span.start), time(span.end)] }

  static func video(_ video: ReportVideo) -> JSONValue {
    .members([
      "name": .text(video.name), "duration": time(video.duration),
      "width": video.width.map { .integer(Int64($0)) },
      "height": video.height.map { .integer(Int64($0)) },
      "rate": video.frameRate.map { .rounded($0, toPlaces: 3) },
      "sound": video.hasSound.map { .flag($0) },
    ])
  }

  private static func line(_ line: ReportLine) -> JSONValue {
    [time(line.span.start), time(line.span.end), .text(line.text)]
  }

  private static func notes(_ notes: [ReportNote]) -> JSONValue? {
    notes.isEmpty ? nil : .list(notes.map { [.text($0.code), .text($0.message)] })
  }

  private static func texts(_ texts: [String]) -> JSONValue? {
    texts.isEmpty ? nil : .list(texts.map { .text($0) })
  }

  private static func talk(_ talk: ReportTalk) -> JSONValue {
    .members([
      "kind": talk.kind.map { .text($0) }, "prompt": talk.prompt.map { .text($0) },
      "system": talk.system.map { .text($0) }, "settings": notes(talk.settings),
      "answer": talk.answer.map { .text($0) }, "json": talk.answerJSON.map { .text($0) },
      "unanswered": texts(talk.unanswered),
      "completeness": talk.completeness.map { .text($0) },
      "corrections": notes(talk.corrections), "problems": notes(talk.problems),
    ])
  }

  private static func finding(_ finding: ReportFinding) -> JSONValue {
    .members([
      "id": .text(finding.id), "description": .text(finding.description),
      "stretches": .list(
        finding.stretches.map { stretch in
          .members([
            "span": span(stretch.span),
            "picture": time((stretch.span.start + stretch.span.end) / 2),
            "fields": .list(
              stretch.fields.map { [.text($0.name), $0.value.map { .text($0) } ?? .null] }),
            "corrections": notes(stretch.corrections),
          ])
        }),
      "dropped": notes(finding.dropped),
    ])
  }

  private static func segment(_ segment: ReportSegment, picture: Double) -> JSONValue {
    .members([
      "number": .integer(Int64(segment.number)), "span": span(segment.span),
      "title": segment.title.map { .text($0) }, "text": segment.description.map { .text($0) },
      "keywords": texts(segment.keywords), "chapter": segment.chapter.map { .text($0) },
      "start": border(segment.start), "end": border(segment.end),
      "bound": segment.brokenBound.map { .text($0) },
      "loudness": segment.loudness.map { .number($0) }, "picture": time(picture),
      "seen": segment.pictures.isEmpty ? nil : .list(segment.pictures.map { time($0.time) }),
      "duplicates": segment.duplicates == 0 ? nil : .integer(Int64(segment.duplicates)),
      "unseen": segment.longestUnseen.map(span), "corrections": notes(segment.corrections),
    ])
  }

  private static func border(_ border: ReportSegment.Border) -> JSONValue? {
    guard !border.reason.isEmpty else { return nil }
    return .list([.text(border.reason)] + (border.strength.map { [.number($0)] } ?? []))
  }

  private static func shot(_ shot: ReportShot) -> JSONValue {
    [
      time(shot.span.start), time(shot.span.end), .text(shot.opening ?? ""),
      .text(shot.motion ?? ""), .list(shot.colours.prefix(3).map { .text($0) }),
      time(shot.best),
    ]
  }

  private static func account(_ account: ReportAccount) -> JSONValue {
    .members([
      "model": .text(account.model), "transcriber": account.transcriber.map { .text($0) },
      "requests": .integer(account.requests), "pictures": .integer(account.pictures),
      "input": .integer(account.inputTokens), "output": .integer(account.outputTokens),
      "guessed": .flag(account.isGuessed), "cost": account.cost.map { .number($0) },
      "stages": .list(
        account.stages.map { [.text($0.name), .rounded($0.seconds, toPlaces: 3)] }),
      "transfers": account.transfers.map { transfers in
        .list(
          transfers.map {
            [.text($0.destination), .integer($0.sent), .integer($0.received)]
          })
      },
    ])
  }
}
