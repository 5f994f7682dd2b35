/// Words of a command line, sorted.
struct Options {
  private var values: [String: [String]] = [:]
  /// What is no option, nor follows one.
  private(set) var words: [String] = []

  /// Sorts words; nil if one is an option that is not known, or has nothing after it.
  init?(_ arguments: some Sequence<String>, taking: Set<String> = [], flags: Set<String> = []) {
    var rest = Array(arguments)[...]
    while let word = rest.popFirst() {
      if flags.contains(word) {
        values[word] = []
      } else if taking.contains(word) {
        guard let value = rest.popFirst() else { return nil }
        values[word, default: []].append(value)
      } else if word.hasPrefix("--") {
        return nil
      } else {
        words.append(word)
      }
    }
  }

  /// Whether an option was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// What was given last with it.
  subscript(_ name: String) -> String? { values[name]?.last }

  /// What was given with it between commas; empty without.
  func list(_ name: String) -> [String] {
    (values[name] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
  }

  /// A number above zero; nil if something else was given.
  func count(_ name: String, unless usual: Int) -> Int? {
    guard let text = self[name] else { return usual }
    return Int(text).flatMap { $0 > 0 ? $0 : nil }
  }
}
