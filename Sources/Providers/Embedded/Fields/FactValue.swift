internal import JSON
internal import Models

/// What a fact is in a passage, in every form in which it may be asked for.
struct FactValue {
  /// The forms of a single value, the most natural first.
  var forms: [JSONValue] = []
  /// The words for it in small letters, any of which may stand in a list of choices.
  var words: [String] = []
  /// The values of a list; nil if it is no list.
  var list: [FactValue]?

  /// Words.
  static func text(_ text: String, words: [String] = []) -> FactValue {
    FactValue(forms: [.text(text)], words: words)
  }

  /// A whole number.
  static func count(_ count: Int) -> FactValue { FactValue(forms: [.integer(Int64(count))]) }

  /// A number, with no more digits than it is worth.
  static func number(_ number: Double) -> FactValue? {
    guard number.isFinite, abs(number) < 1e12 else { return nil }
    return FactValue(forms: [.number((number * 1000).rounded() / 1000)])
  }

  /// Seconds, also as a clock shows them.
  static func seconds(_ seconds: Double) -> FactValue? {
    guard var value = number(seconds) else { return nil }
    value.forms += [
      .text(ClockText.exact(seconds)), .text(ClockText.whole(seconds)),
      .text(ClockText.short(seconds)),
    ]
    return value
  }

  /// True or false.
  static func flag(_ isTrue: Bool) -> FactValue { FactValue(forms: [.flag(isTrue)]) }

  /// Texts, together and one by one; also whether there are any.
  static func texts(_ texts: [String], together: String) -> FactValue {
    FactValue(
      forms: [.text(together), .flag(!texts.isEmpty)], list: texts.map { .text($0, words: [$0]) })
  }

  /// The same with more forms behind it.
  func or(_ other: FactValue?) -> FactValue {
    FactValue(
      forms: forms + (other?.forms ?? []), words: words + (other?.words ?? []),
      list: list ?? other?.list)
  }

  /// Whether a choice says it.
  func isNamed(by choice: JSONValue) -> Bool {
    guard let text = choice.asText else { return forms.contains { choice.isSame($0) } }
    let key = Self.key(text)
    if words.contains(where: { Self.key($0) == key }) { return true }
    return forms.contains { form in
      if let isTrue = form.asFlag { return (isTrue ? Self.yes : Self.no).contains(key) }
      return form.asText.map { Self.key($0) == key } ?? (form.text == text)
    }
  }

  private static let yes: Set<String> = ["yes", "true", "y", "present", "是", "有"]
  private static let no: Set<String> = ["no", "false", "n", "absent", "none", "否", "无", "没有"]

  private static func key(_ text: String) -> String {
    String(text.lowercased().replacing("grey", with: "gray").filter { $0.isLetter || $0.isNumber })
  }
}
