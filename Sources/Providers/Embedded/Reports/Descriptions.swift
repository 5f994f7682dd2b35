internal import JSON

/// Answers what each segment shows.
struct Descriptions {
  let speaker: PassageVoice

  /// A title, a description and keywords for each segment.
  var value: JSONValue {
    let segments = speaker.reading.segments.map { passage -> JSONValue in
      [
        "segment": .integer(Int64(passage.number)),
        "title": .text(speaker.title(of: passage)),
        "description": .text(speaker.description(of: passage)),
        "keywords": .list(speaker.keywords(of: passage).map { .text($0) }),
      ]
    }
    return ["segments": .list(segments)]
  }
}
