/// The words after the question mark of a request, of which each parameter is read by its rule.
struct QueryWords {
  private let words: [(name: String, value: String)]

  init(_ words: [(name: String, value: String)]) { self.words = words }

  /// The value of a parameter; of several, the last counts.
  func value(_ name: String) -> String? { words.last { $0.name == name }?.value }

  /// All values of a parameter that may be repeated.
  func values(_ name: String) -> [String] { words.filter { $0.name == name }.map(\.value) }

  /// A whole number within bounds, or what stands for none.
  func number(
    _ name: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(TwelveLabsRefusal) -> Int {
    guard let text = value(name) else { return standard }
    guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let number = Int(text), range.contains(number)
    else {
      let bounds =
        range.upperBound == .max
        ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
      throw .invalid(name, "It must be a whole number, \(bounds).")
    }
    return number
  }

  /// One of the words that a type allows; nil if there is none.
  func choice<Choice>(_ name: String) throws(TwelveLabsRefusal) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = value(name) else { return nil }
    return try Self.choice(text, name)
  }

  /// The words that a type allows among the values of a parameter that may be repeated; commas part them too.
  func choices<Choice>(_ name: String) throws(TwelveLabsRefusal) -> [Choice]
  where Choice: RawRepresentable<String> & CaseIterable {
    var choices: [Choice] = []
    for text in values(name) {
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        choices.append(try Self.choice(String(word), name))
      }
    }
    return choices
  }

  /// True or false, or what stands for neither.
  func flag(_ name: String) throws(TwelveLabsRefusal) -> Bool {
    switch value(name)?.lowercased() {
    case nil, "false": return false
    case "true": return true
    default: throw .invalid(name, "It must be true or false.")
    }
  }

  private static func choice<Choice>(
    _ text: String, _ name: String
  ) throws(TwelveLabsRefusal) -> Choice where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: text) else {
      throw .invalid(
        name, "It must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }
}
