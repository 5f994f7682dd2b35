internal import JSON
internal import MediaTypes
internal import Models
internal import Segmentation

extension AnalysedSegment {
  /// The segment as documents tell of it.
  func document(_ clock: DocumentClock) -> JSONValue {
    var members: [JSONValue.Member] = [.init("number", .integer(Int64(number)))]
    members += clock.stretch(range)
    members += [
      .init("duration", .number(range.seconds)),
      .init("start_border", segment.start.document), .init("end_border", segment.end.document),
    ]
    switch segment.brokenBound {
    case .shorterThanMinimum: members.append(.init("broken_bound", "minimum"))
    case .longerThanMaximum: members.append(.init("broken_bound", "maximum"))
    case nil: break
    }
    if let words {
      members += [
        .init("title", .text(words.title)), .init("description", .text(words.description)),
        .init("keywords", .list(words.keywords.map { .text($0) })),
      ]
    }
    if let chapter = clip.chapter { members.append(.init("chapter", .text(chapter))) }
    let facts = clip.facts
    members.append(.init("shots", .list(facts.shots.map { $0.document(clock) })))
    if let loudness = facts.loudness, loudness.isFinite {
      members.append(.init("loudness_db", .rounded(loudness, toPlaces: 1)))
    }
    members += [
      .init("black", clock.stretches(facts.black)), .init("frozen", clock.stretches(facts.frozen)),
      .init("silent", clock.stretches(facts.silent)),
      .init("damaged", clock.stretches(facts.damaged)),
      .init("speech", .list(clip.speech.map { $0.document(clock) })),
      .init("screen", .list(clip.screen.map { $0.document(clock) })),
      .init("evidence", evidence.document(clock)),
    ]
    return .object(members)
  }
}

extension SegmentBoundary {
  fileprivate var document: JSONValue {
    var strength: JSONValue?
    let name: String
    switch reason {
    case .rangeEdge: name = "range_edge"
    case .candidate(let candidate):
      name = candidate.kind.rawValue
      strength = .rounded(Double(candidate.strength), toPlaces: 4)
    case .stillFrame: name = "still_frame"
    case .evenLength: name = "even_length"
    case .chunk: name = "chunk"
    case .given: name = "given"
    }
    return .members([
      "reason": .text(name), "strength": strength,
      "candidates": .list(candidates.map { .text($0.kind.rawValue) }),
    ])
  }
}

extension ShotFacts {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    .object(
      clock.stretch(range)
        + (opening.map { [.init("begins_with", .text($0))] } ?? [])
        + [
          .init("motion", .text(motion.rawValue)),
          .init("motion_amount", .rounded(motionAmount, toPlaces: 4)),
          .init("brightness", .rounded(brightness, toPlaces: 4)),
          .init("sharpness", .rounded(sharpness, toPlaces: 4)),
          .init("colours", .list(colours.map(\.document))),
          .init("best_frame", .object(clock.instant(bestFrame))),
        ])
  }
}

extension ColourFact {
  fileprivate var document: JSONValue {
    let digits = [red, green, blue].map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0\(digits)" : digits
    }
    return ["colour": .text("#" + digits.joined()), "share": .rounded(share, toPlaces: 3)]
  }
}

extension WordLine {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    .object(clock.stretch(range) + [.init("text", .text(text))])
  }
}

extension SegmentEvidence {
  fileprivate func document(_ clock: DocumentClock) -> JSONValue {
    .members([
      "pictures": .list(
        pictures.map { picture in
          .object(
            clock.instant(picture.timestamp) + [
              .init("width", .integer(Int64(picture.width))),
              .init("height", .integer(Int64(picture.height))),
              .init("sha256", .text(picture.digest)),
            ])
        }),
      "longest_unseen": longestUnseen.map { .object(clock.stretch($0)) },
      "duplicates": .integer(Int64(duplicates)),
      "corrections": .list(corrections.map(\.document)),
    ])
  }
}
