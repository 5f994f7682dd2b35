internal import JSON
internal import Models

/// Sorts what a model said about several segments, or by several definitions, into its items.
struct AnswerSorting {
  /// What is said of a segment, in the shape that was asked for.
  struct Item {
    let value: JSONValue
    let corrections: [Correction]
  }

  let spec: CallSpec

  /// What was said of each of the segments, by their numbers; those that are missing or wrong are not there.
  func itemsBySegment(_ finding: Finding) -> [Int: Item] {
    guard let schema = spec.instruction.schema, let itemSchema = schema.itemOfSegments else {
      return [:]
    }
    let numbers = Set(spec.segments.map(\.number))
    guard let value = Self.json(finding) else {
      return onlySegment(words: finding)
    }
    let list = value["segments"]?.asList ?? value.asList ?? (value["segment"] != nil ? [value] : [])
    var items: [Int: Item] = [:]
    let check = SchemaCheck(itemSchema)
    for (place, entry) in list.enumerated() {
      let (fitted, changes) = check.fitted(entry)
      // One segment needs no number, and a list as long as the segments needs none either.
      let alone = spec.segments.count == list.count ? spec.segments[place].number : nil
      guard let number = fitted["segment"]?.asInteger.map(Int.init) ?? alone,
        numbers.contains(number), items[number] == nil
      else { continue }
      let whole =
        fitted["segment"] == nil ? fitted.with("segment", .integer(Int64(number))) : fitted
      guard check.complaints(about: whole).isEmpty else { continue }
      items[number] = Item(
        value: whole,
        corrections: changes.map {
          Correction(.reshaped, "\($0.pointer): \($0.message)")
        })
    }
    return items
  }

  /// A model that knows no JSON may speak of one segment at a time.
  private func onlySegment(words finding: Finding) -> [Int: Item] {
    guard case .describe = spec.instruction.task, spec.segments.count == 1,
      case .text(let text) = finding.content, finding.finish == .stop
    else { return [:] }
    let words = AnswerReader().words(in: text)
    guard !words.isEmpty, !words.hasPrefix("{"), !words.hasPrefix("```") else { return [:] }
    let number = spec.segments[0].number
    let value: JSONValue = [
      "segment": .integer(Int64(number)), "title": .text(Self.title(of: words)),
      "description": .text(words), "keywords": [],
    ]
    return [number: Item(value: value, corrections: [])]
  }

  /// The JSON of an answer, as far as it goes.
  static func json(_ finding: Finding) -> JSONValue? {
    switch finding.content {
    case .json(let value): value
    case .text(let words): AnswerReader().json(in: words)?.value
    }
  }

  /// Whether an answer was cut or went wrong in the middle.
  static func isCut(_ finding: Finding, wantsJSON: Bool = true) -> Bool {
    if finding.finish == .length { return true }
    guard wantsJSON, case .text(let words) = finding.content else { return false }
    return AnswerReader().json(in: words).map { $0.failure != nil } ?? false
  }

  /// The beginning of a text, up to the end of its first sentence or to eight words.
  private static func title(of words: String) -> String {
    let sentence = words.prefix { !".!?。！？\n".contains($0) }
    return sentence.split(separator: " ").prefix(8).joined(separator: " ")
  }
}

extension JSONSchema {
  /// The shape of an item of the list `segments`.
  fileprivate var itemOfSegments: JSONSchema? {
    value["properties"]?["segments"]?["items"].flatMap { try? JSONSchema($0) }
  }
}

extension JSONValue {
  /// The object with another member in front.
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
    .object([.init(name, value)] + (asMembers ?? []))
  }
}
