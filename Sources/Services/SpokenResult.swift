internal import Analysis
internal import JSON
internal import MediaTypes
internal import Models

/// What an analysis has to say, in the two forms that services pass on: words, and JSON.
struct SpokenResult {
  /// The key under which segments stand that nobody defined.
  static let segmentsKey = "segments"

  let result: AnalysisResult

  /// Whether something is missing, and nothing is there: no answer, no words, no field that is filled.
  var isEmpty: Bool {
    result.completeness != .complete && result.answer == nil
      && result.segments.allSatisfy { $0.words == nil }
      && result.findings.allSatisfy { found in
        let fields = found.definition.fields
        return found.stretches.allSatisfy { !fields.isEmpty && $0.unanswered.count >= fields.count }
      }
  }

  /// What was said, in words; nil if nothing was.
  var words: String? {
    switch result.answer {
    case .text(let words): return words
    case .json(let value): return value.text
    case nil: break
    }
    guard !isEmpty else { return nil }
    guard result.findings.isEmpty else { return segmentation(format: .seconds).text }
    return result.segments.map { segment in
      let times = [segment.range.start, segment.range.end]
        .map { Timecode.text(result.video.seconds($0)) }
      let words = [segment.words?.title, segment.words?.description].compactMap(\.self)
      return "\(times[0]) – \(times[1])"
        + (words.isEmpty ? "" : "  " + words.joined(separator: ". "))
    }.joined(separator: "\n")
  }

  /// What was said, as JSON; nil if nothing was.
  var json: JSONValue? {
    switch result.answer {
    case .json(let value): value
    case .text(let words): Self.json(in: words) ?? ["text": .text(words)]
    case nil: isEmpty ? nil : segmentation(format: .seconds)
    }
  }

  /// By definition, or under one key for all, the segments with their times and fields.
  func segmentation(format: TimestampFormat) -> JSONValue {
    func segment(_ range: TimeRange, _ metadata: JSONValue) -> JSONValue {
      [
        "start_time": ClockText.value(result.video.seconds(range.start), format),
        "end_time": ClockText.value(result.video.seconds(range.end), format),
        "metadata": metadata,
      ]
    }
    guard !result.findings.isEmpty else {
      let list = result.segments.map { segment($0.range, $0.words?.json ?? [:]) }
      return .object([.init(Self.segmentsKey, .list(list))])
    }
    return .object(
      result.findings.map { found in
        .init(
          found.definition.id,
          .list(
            found.stretches.map { segment($0.range, found.definition.written($0.metadata)) }))
      })
  }

  /// Why nothing was said, or something is missing.
  var complaint: String? { result.problems.first?.message }

  private static func json(in words: String) -> JSONValue? {
    guard let value = try? JSONReader().value(of: words),
      value.asMembers != nil || value.asList != nil
    else { return nil }
    return value
  }
}

extension SegmentWords {
  /// The words as fields of a segment.
  fileprivate var json: JSONValue {
    [
      "title": .text(title), "description": .text(description),
      "keywords": .list(keywords.map { .text($0) }),
    ]
  }
}

extension SegmentDefinition {
  /// Metadata with times as each field wants them.
  fileprivate func written(_ metadata: JSONValue) -> JSONValue {
    .object(
      fields.compactMap { field in
        metadata[field.name].map { value in
          guard case .timestamp(let format) = field.kind, let seconds = value.asNumber else {
            return .init(field.name, value)
          }
          return .init(field.name, ClockText.value(seconds, format))
        }
      })
  }
}
