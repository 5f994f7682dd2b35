/// The help pages, made from the tables.
enum HelpPage {
  /// What `shotlog --help` shows.
  static var overview: String {
    let width = (CommandTable.all.map(\.name.count).max() ?? 0) + 2
    let commands = CommandTable.all.map { "  \(padded($0.name, width))\($0.summary)" }
    let codes = ExitCode.allCases.map { "  \(padded("\($0.rawValue)", 5))\($0.meaning)" }
    return page(
      [
        "Usage: shotlog COMMAND [options] ...", "",
        "Looks into videos: exact facts and pictures, shots, segments, and what is in them.", "",
        "Commands:",
      ] + commands + [
        "", "\"shotlog COMMAND --help\" explains a command and shows examples.",
        "\"shotlog --version\" shows the version.", "", "Exit codes:",
      ] + codes + ["", "Colours are used on a terminal only, and not if NO_COLOR is set."])
  }

  /// What `shotlog COMMAND --help` shows.
  static func of(_ command: Command) -> String {
    let given = command.positional.map { positional in
      let words = positional.placeholder + (positional.isRepeatable ? "..." : "")
      return positional.isOptional ? " [\(words)]" : " \(words)"
    }
    let head = "Usage: shotlog \(command.name) [options]\(given ?? "")"
    let paragraphs = command.description.flatMap { LineBreaking.lines(of: $0, width: 80) + [""] }
    let examples = command.examples.flatMap { example in
      ["  shotlog \(command.name) \(example.line)", "      \(example.meaning)"]
    }
    return page(
      [head, ""] + paragraphs + ["Options:"] + command.options.flatMap(entry)
        + ["", "Examples:"] + examples + ["", "\"shotlog --help\" lists the exit codes."])
  }

  private static func entry(_ option: Option) -> [String] {
    let short = option.short.map { "-\($0), " } ?? "    "
    let name = "  \(short)\(option.flag)\(option.placeholder.map { " \($0)" } ?? "")"
    let help = option.help + choices(option) + (option.isRepeatable ? " May be repeated." : "")
    let text = LineBreaking.lines(of: help, indent: 28, width: 80)
    guard name.count < 27 else { return [name] + text }
    return [padded(name, 28) + text[0].dropFirst(28)] + text.dropFirst()
  }

  /// The words that an option takes, where they are too many for its line.
  static func choices(_ option: Option) -> String {
    guard case .choice(let words) = option.value, words.count > Option.fewChoices else { return "" }
    return " One of: \(words.joined(separator: ", "))."
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func page(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
