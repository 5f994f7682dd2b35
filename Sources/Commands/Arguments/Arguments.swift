/// What was given on the command line: words by option, and the rest.
struct Arguments: Sendable {
  /// What was given without a name.
  fileprivate(set) var positionals: [String] = []
  private var texts: [Option: [String]] = [:]

  /// Whether the option was given.
  func has(_ option: Option) -> Bool { texts[option] != nil }

  /// What was given to the option, each time.
  func texts(of option: Option) -> [String] { texts[option] ?? [] }

  /// What was given to the option.
  func text(of option: Option) -> String? { texts[option]?.last }

  /// What was given to the option, read; nil if it was not given.
  func value<Value>(
    _ option: Option, _ reader: ValueReader<Value>
  ) throws(CommandError) -> Value? {
    guard let text = text(of: option) else { return nil }
    return try reader.value(of: text, for: option)
  }

  mutating func add(_ positional: String) { positionals.append(positional) }

  mutating func set(_ option: Option, to text: String) throws(CommandError) {
    if has(option), !option.isRepeatable {
      throw .usage("\(option.flag) was given twice", advice: "give it once")
    }
    if case .choice(let words) = option.value, !words.contains(text) {
      throw .usage(
        "\(option.flag) is \"\(text)\"",
        advice: "it can be \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")")
    }
    texts[option, default: []].append(text)
  }
}
