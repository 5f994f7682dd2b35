internal import JSON
internal import Models

extension FieldPlan.Shape {
  /// Keeps to one more schema.
  mutating func narrow(by schema: JSONValue) {
    let names = schema.typeNames
    if !names.isEmpty {
      if types.isEmpty {
        types = names
      } else {
        types =
          types.filter { type in
            names.contains(type) || type == "integer" && names.contains("number")
          }
          + (types.contains("number") && !names.contains("number") && names.contains("integer")
            ? ["integer"] : [])
        if types.isEmpty { isImpossible = true }
      }
    }
    for values in [schema["enum"]?.asList, schema["const"].map { [$0] }].compactMap(\.self) {
      choices =
        choices.map { known in known.filter { one in values.contains(where: one.isSame) } }
        ?? values
    }
    if let bound = schema["minimum"]?.asNumber, bound > least {
      (least, isLeastOpen) = (bound, false)
    }
    if let bound = schema["exclusiveMinimum"]?.asNumber, bound >= least {
      (least, isLeastOpen) = (bound, true)
    }
    if let bound = schema["maximum"]?.asNumber, bound < greatest {
      (greatest, isGreatestOpen) = (bound, false)
    }
    if let bound = schema["exclusiveMaximum"]?.asNumber, bound <= greatest {
      (greatest, isGreatestOpen) = (bound, true)
    }
    if let pattern = schema["pattern"]?.asText, let expression = try? Regex(pattern) {
      patterns.append(expression)
    }
    if schema.typeNames != ["timestamp"],
      let format = schema["format"]?.asText.flatMap({ WordFormat(rawValue: $0) })
    {
      formats.append(format)
    }
    if let count = schema["minItems"]?.asInteger, count > 0 { needsItem = true }
  }

  /// Whether it may be of a type.
  func mayBe(_ type: String) -> Bool { types.isEmpty || types.contains(type) }

  /// A value as the shape takes it, rounded where only whole numbers are taken; nil if it does not.
  func taken(_ value: JSONValue) -> JSONValue? {
    var value = value
    if case .number(let number) = value, mayBe("integer"), !mayBe("number"), !mayBe("timestamp") {
      guard let whole = Int64(exactly: number.rounded()) else { return nil }
      value = .integer(whole)
    }
    let isRight =
      switch value {
      case .null: mayBe("null")
      case .flag: mayBe("boolean")
      case .integer: mayBe("integer") || mayBe("number") || mayBe("timestamp")
      case .number: mayBe("number") || mayBe("timestamp")
      case .text: mayBe("string") || mayBe("timestamp")
      case .list: mayBe("array")
      case .object: mayBe("object")
      }
    guard isRight, choices.map({ $0.contains(where: value.isSame) }) ?? true else { return nil }
    if let number = value.asNumber {
      guard isLeastOpen ? number > least : number >= least,
        isGreatestOpen ? number < greatest : number <= greatest
      else { return nil }
    }
    if let words = value.asText {
      guard patterns.allSatisfy({ words.firstMatch(of: $0) != nil }),
        formats.allSatisfy({ $0.matches(words) })
      else { return nil }
    }
    return value
  }

  /// Something of the shape that says nothing; nil if nothing of the kind could be found.
  var emptyScalar: JSONValue? {
    if let choices {
      let unknown = choices.first { Self.unknownWords.contains($0.asText?.lowercased() ?? "") }
      return unknown.flatMap(taken) ?? choices.lazy.compactMap(taken).first
    }
    var tries: [JSONValue] = types.isEmpty ? [] : [.null]
    for type in types {
      switch type {
      case "string": tries += Self.words
      case "timestamp": tries.append(.number(0))
      case "boolean": tries.append(false)
      case "number", "integer": tries += numbers
      default: break
      }
    }
    if types.isEmpty { tries = Self.words + [false] + numbers + [.null] }
    return tries.lazy.compactMap(taken).first
  }

  private var numbers: [JSONValue] {
    let bounds =
      [least, least.rounded(.up), least.rounded(.down) + 1]
      + [greatest.rounded(.down), greatest.rounded(.up) - 1]
    return [.integer(0)]
      + bounds.compactMap { bound in
        bound.isFinite ? Int64(exactly: bound).map { .integer($0) } : nil
      }
  }

  /// Empty words, and what stands for them where words must have a form.
  private static let words: [JSONValue] =
    [
      "", "1970-01-01", "00:00:00Z", "1970-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000000",
      "00:00:00.000", "00:00:00", "00:00", "#000000",
    ]
    + "0aA-._ 1bBzZ".map { .text(String($0)) } + [
      "00", "aa", "AA", "000", "aaa", "AAA", "0000", "00000",
    ]
    + [
      "none", "unknown", "n/a", "en", "a@a.aa", "http://a.aa", "https://a.aa", "a-0", "A-0", "a0",
      "A0", "A1",
    ]

  private static let unknownWords: Set<String> = [
    "unknown", "unclear", "undetermined", "unspecified", "n/a", "not known", "not sure", "unsure",
    "未知", "不明",
    "不确定", "不清楚",
  ]
}
