public import JSON
internal import Media
internal import MediaTypes
internal import Models

extension AnalysisResult {
  /// Shotlog's own document: everything that was found out, and what it rests on.
  ///
  /// It is the same, byte for byte, whenever the same is found out. What only one run knows (how long it took, what
  /// left the machine) is added if asked for. `generator` names the program and its version, `source` the video;
  /// without it, the name in the request is taken. Its JSON Schema lies beside the documentation of this module.
  public func document(
    asked request: AnalysisRequest, source: String? = nil, generator: String,
    includingRun: Bool = false
  ) -> JSONValue {
    let clock = DocumentClock(zero: video.zero)
    return .members([
      "schema": "shotlog.analysis/1",
      "generator": .text(generator),
      "source": ["name": .text(source ?? request.source.name)],
      "video": video.document(clock),
      "window": .object(clock.stretch(window)),
      "model": model.document,
      "transcription": transcription.map { transcription in
        [
          "model": transcription.transcriber.document,
          "languages": .list(transcription.languages.map { .text($0) }),
        ]
      },
      "question": QuestionDocument(request).json,
      "completeness": .text(completeness.rawValue),
      "answer": answer?.document,
      "unanswered": .list(unanswered.map { .text($0) }),
      "corrections": .list(corrections.map(\.document)),
      "findings": .list(findings.map { $0.document(clock) }),
      "segments": .list(segments.map { $0.document(clock) }),
      "parts": .list(
        parts.map { .object(clock.stretch($0.range) + [.init("text", .text($0.text))]) }),
      "problems": .list(
        problems.map { ["code": .text($0.code.rawValue), "message": .text($0.message)] }),
      "effort": effort.document,
      "run": includingRun ? run.document : nil,
    ])
  }
}

extension ModelIdentity {
  fileprivate var document: JSONValue {
    .members([
      "provider": .text(provider), "name": .text(name), "revision": revision.map { .text($0) },
    ])
  }
}

extension VideoFacts {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    .object(
      (title.map { [.init("title", .text($0))] } ?? [])
        + clock.stretch(range)
        + [
          .init("duration", .number(range.seconds)), .init("width", .integer(Int64(width))),
          .init("height", .integer(Int64(height))),
        ]
        + (frameRate.map { [.init("frame_rate", .rounded($0, toPlaces: 6))] } ?? [])
        + [.init("has_sound", .flag(hasSound))])
  }
}

extension Finding.Content {
  fileprivate var document: JSONValue {
    switch self {
    case .text(let words): ["text": .text(words)]
    case .json(let value): ["json": value]
    }
  }
}

extension DefinitionFindings {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    [
      "id": .text(definition.id), "description": .text(definition.description),
      "stretches": .list(stretches.map { $0.document(clock) }),
      "dropped": .list(dropped.map(\.document)),
    ]
  }
}

extension FoundStretch {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    .object(
      clock.stretch(range) + [
        .init("metadata", metadata), .init("unanswered", .list(unanswered.map { .text($0) })),
        .init("corrections", .list(corrections.map(\.document))),
      ])
  }
}

extension Correction {
  /// The change as documents tell of it.
  var document: JSONValue { ["kind": .text(kind.rawValue), "message": .text(message)] }
}

extension AnalysisEffort {
  fileprivate var document: JSONValue {
    .members([
      "requests": .integer(Int64(requests)), "pictures": .integer(Int64(pictures)),
      "input_tokens": .integer(Int64(tokens.input)),
      "output_tokens": .integer(Int64(tokens.output)), "tokens_guessed": .flag(isGuessed),
      "cost_usd": cost.map { .number($0) },
    ])
  }
}

extension AnalysisRun {
  fileprivate var document: JSONValue {
    [
      "asked": .integer(Int64(asked)), "remembered": .integer(Int64(remembered)),
      "knew_video": .flag(knewVideo),
      "stages": .list(
        stages.map { ["name": .text($0.name), "seconds": .rounded($0.seconds, toPlaces: 3)] }),
      "transfers": .list(
        transfers.map { transfer in
          .members([
            "destination": .text(transfer.destination),
            "address": transfer.address.map { .text($0) },
            "sent": .integer(Int64(transfer.sent)), "received": .integer(Int64(transfer.received)),
          ])
        }),
    ]
  }
}
