internal import JSON
internal import MediaTypes

/// What a caller asks for, as JSON with members that are known.
struct Options {
  private let members: [String: JSONValue]

  /// Reads the text of an object whose members are among those named; none at all is an empty one.
  init(_ text: UnsafePointer<CChar>?, of known: Set<String>) throws(Failure) {
    guard let text = unsafe text else {
      members = [:]
      return
    }
    guard let words = unsafe String(validatingCString: text) else {
      throw .invalid("the options are not UTF-8")
    }
    let value: JSONValue
    do {
      value = try JSONReader().value(of: words)
    } catch {
      throw .invalid("the options are no JSON: \(error)")
    }
    guard let given = value.asMembers else {
      throw .invalid("the options are no JSON object: write {\"name\": value, …}")
    }
    var members: [String: JSONValue] = [:]
    for member in given {
      guard known.contains(member.name) else {
        throw .invalid(
          "there is no option \"\(member.name)\" here; there are "
            + known.sorted().joined(separator: ", "))
      }
      members[member.name] = member.value
    }
    // So that a language may pass on what it was not given.
    self.members = members.filter { !$0.value.isNull }
  }

  /// Whether the option was given.
  func has(_ name: String) -> Bool { members[name] != nil }

  /// The option, read; nil if it was not given.
  func value<Value>(
    _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
  ) throws(Failure) -> Value? {
    guard let given = members[name] else { return nil }
    guard let value = read(given) else {
      throw .invalid("\"\(name)\" is \(given.text), and must be \(expected)")
    }
    return value
  }
}

extension Options {
  /// Whether something that is off unless asked for is on.
  func flag(_ name: String) throws(Failure) -> Bool {
    try value(name, "true or false", \.asFlag) ?? false
  }

  /// Words that are not empty.
  func text(_ name: String) throws(Failure) -> String? {
    try value(name, "words") { $0.asText.flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// A whole number.
  func count(_ name: String, in range: ClosedRange<Int64> = 1...1_000_000_000) throws(Failure)
    -> Int?
  {
    try value(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
      value.asInteger.flatMap { range.contains($0) ? Int($0) : nil }
    }
  }

  /// A number above zero, or a fraction.
  func rate(_ name: String) throws(Failure) -> Ratio? {
    try value(name, "a number above zero, such as 2, 29.97 or \"30000/1001\"") { value in
      value.ratio.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// A number from 0 to 1.
  func share(_ name: String) throws(Failure) -> Ratio? {
    try value(name, "a number from 0 to 1") { value in
      value.ratio.flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil }
    }
  }

  /// A time from the first picture on.
  func instant(_ name: String) throws(Failure) -> Ratio? {
    try value(name, "a time such as 12.5 or \"1:02.5\"", \.instant)
  }

  /// A length of time.
  func length(_ name: String) throws(Failure) -> Ratio? {
    try value(name, "a time above zero, such as 30 or \"1:30\"") { value in
      value.instant.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// Texts, each with something in it.
  func texts(_ name: String) throws(Failure) -> [String]? {
    try value(name, "a list of words") { value in
      value.asList.flatMap { list in
        let texts = list.compactMap { $0.asText.flatMap { $0.isEmpty ? nil : $0 } }
        return texts.count == list.count ? texts : nil
      }
    }
  }
}

extension JSONValue {
  /// The fraction that a number or a text shows.
  fileprivate var ratio: Ratio? { asText.map { Ratio($0) } ?? asNumber.flatMap { Ratio($0) } }

  /// The seconds of a time that is not before the first picture.
  var instant: Ratio? {
    let seconds = asText.map { Timecode($0)?.seconds } ?? asNumber.flatMap { Ratio($0) }
    return seconds.flatMap { $0 >= 0 ? $0 : nil }
  }
}
