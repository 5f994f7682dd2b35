internal import JSON
internal import Media
internal import MediaTypes
internal import Models
internal import Segmentation

/// What was asked, as documents tell of it.
struct QuestionDocument {
  private let request: AnalysisRequest

  init(_ request: AnalysisRequest) { self.request = request }

  var json: JSONValue {
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(.init(name, value)) }
    }
    switch request.question {
    case .segments: add("kind", "segments")
    case .prompt(let words, let shape):
      add("kind", "prompt")
      add("prompt", .text(words))
      switch shape {
      case .text: add("shape", "text")
      case .json: add("shape", "json")
      case .schema(let schema):
        add("shape", "schema")
        add("json_schema", schema.value)
      }
    case .definitions(let definitions):
      add("kind", "definitions")
      add("definitions", .list(definitions.map(\.document)))
    }
    add("policy", .text(request.policy.name))
    add("minimum", request.bounds?.minimum.map { .number($0.value) })
    add("maximum", request.bounds?.maximum.map { .number($0.value) })
    add("fast", .flag(request.scan.isFast))
    add("speed", .number(request.speed.value))
    add("pictures_per_second", request.picturesPerSecond.map { .number($0.value) })
    add("longest_side", request.longestSide.map { .integer(Int64($0)) })
    if !request.screenLanguages.isEmpty {
      add("screen_languages", .list(request.screenLanguages.map { .text($0) }))
    }
    if !request.references.isEmpty {
      add("references", .list(request.references.map(\.document)))
    }
    add("system", request.system.map { .text($0) })
    add("language", request.language.map { .text($0) })
    add("temperature", request.temperature.map { .number($0) })
    add("output_tokens", request.outputTokens.map { .integer(Int64($0)) })
    return .object(members)
  }
}

extension SegmentDefinition {
  fileprivate var document: JSONValue {
    [
      "id": .text(id), "description": .text(description),
      "fields": .list(fields.map(\.document)),
      "stretches": .list(
        stretches.map { ["start": .number($0.start.value), "end": .number($0.end.value)] }),
      "references": .list(references.map(\.document)),
    ]
  }
}

extension ReferencePicture {
  fileprivate var document: JSONValue { ["name": .text(name), "media_type": .text(mediaType)] }
}

extension SegmentField {
  fileprivate var document: JSONValue {
    var (type, items, format): (String, JSONValue?, JSONValue?) = ("string", nil, nil)
    switch kind {
    case .string: break
    case .boolean: type = "boolean"
    case .number: type = "number"
    case .integer: type = "integer"
    case .array(let item): (type, items) = ("array", .text(item.rawValue))
    case .timestamp(let written): (type, format) = ("timestamp", .text(written.rawValue))
    }
    return .members([
      "name": .text(name), "type": .text(type), "description": .text(description),
      "items": items, "format": format,
      "enum": choices.isEmpty ? nil : .list(choices.map { .text($0) }),
    ])
  }
}

extension SegmentPolicy {
  /// The rule's name in documents.
  fileprivate var name: String {
    switch self {
    case .balanced: "balanced"
    case .shots: "shots"
    case .scenes: "scenes"
    case .fixed: "fixed"
    case .given: "given"
    }
  }
}
