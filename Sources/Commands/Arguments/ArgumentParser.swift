/// Sorts the words of a command line by the table of a command.
struct ArgumentParser {
  private let command: Command
  private var words: ArraySlice<String>
  private var arguments = Arguments()

  /// Sorts the words that follow the command's name.
  static func parse(
    _ words: ArraySlice<String>, for command: Command
  ) throws(CommandError) -> Arguments {
    var parser = ArgumentParser(command: command, words: words)
    return try parser.parse()
  }

  private init(command: Command, words: ArraySlice<String>) {
    (self.command, self.words) = (command, words)
  }

  private mutating func parse() throws(CommandError) -> Arguments {
    while let word = words.popFirst() {
      if word == "--" {
        words.forEach { arguments.add($0) }
        words = []
      } else if word.hasPrefix("--") {
        try parseLong(word.dropFirst(2))
      } else if word.hasPrefix("-"), word != "-" {
        try parseShort(word.dropFirst())
      } else {
        arguments.add(word)
      }
      if arguments.has(.help) { return arguments }
    }
    try checkPositionals()
    return arguments
  }

  private mutating func parseLong(_ word: Substring) throws(CommandError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      throw unknown("--" + name)
    }
    if parts.count == 2, option.value == .none {
      throw .usage("\(option.flag) takes no value", advice: "write it without \"=\(parts[1])\"")
    }
    try set(option, to: parts.count == 2 ? String(parts[1]) : nil)
  }

  /// One dash: letters of options without a value, at last one that may have its value attached.
  private mutating func parseShort(_ word: Substring) throws(CommandError) {
    var rest = word
    while let letter = rest.popFirst() {
      guard let option = command.options.first(where: { $0.short == letter }) else {
        throw unknown("-" + word)
      }
      if option.value != .none, !rest.isEmpty {
        try set(option, to: String(rest))
        rest = ""
      } else {
        try set(option, to: nil)
      }
    }
  }

  private mutating func set(_ option: Option, to text: String?) throws(CommandError) {
    if let text {
      try arguments.set(option, to: text)
    } else if let placeholder = option.placeholder {
      guard let next = words.first, !next.hasPrefix("--") else {
        throw .usage("\(option.flag) needs a value", advice: "write \(option.flag) \(placeholder)")
      }
      words.removeFirst()
      try arguments.set(option, to: next)
    } else {
      try arguments.set(option, to: "")
    }
  }

  private func checkPositionals() throws(CommandError) {
    let given = arguments.positionals
    guard let expected = command.positional else {
      guard let word = given.first else { return }
      throw .usage(
        "\(command.name) takes no words of its own, and \"\(word)\" is one",
        advice: "\"shotlog \(command.name) --help\" lists its options")
    }
    guard !given.isEmpty || expected.isOptional else {
      throw .usage(
        "\(command.name) needs a \(expected.placeholder)",
        advice: "\"shotlog \(command.name) --help\" shows examples")
    }
    if case .choice(let words) = expected.value,
      let word = given.first(where: { !words.contains($0) })
    {
      throw .usage(
        "\(command.name) has no \"\(word)\"",
        advice: "it can be \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")")
    }
    guard given.count > 1, !expected.isRepeatable else { return }
    throw .usage(
      "\(command.name) takes one \(expected.placeholder), and \"\(given[1])\" is another",
      advice: "quote names that hold spaces, and run it once for each")
  }

  private func unknown(_ word: String) -> CommandError {
    let names = command.options.map(\.flag)
    let advice =
      NearestMatch.of(word.hasPrefix("--") ? word : "-" + word, among: names)
      .map { "did you mean \($0)?" } ?? "\"shotlog \(command.name) --help\" lists its options"
    return .usage("\(command.name) has no option \(word)", advice: advice)
  }
}
