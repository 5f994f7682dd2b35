internal import Documents

/// The manual page, made from the tables.
enum ManPage {
  /// The page as `man` reads it.
  static var text: String {
    let head = [
      ".TH SHOTLOG 1 \(Release.date) \"Shotlog \(Release.version)\" \"User Commands\"",
      ".SH NAME", "shotlog \\- say what is in videos, from when to when",
      ".SH SYNOPSIS", "\\fBshotlog\\fR \\fICOMMAND\\fR [\\fIoptions\\fR] ...",
      ".SH DESCRIPTION",
    ]
    let about = paragraphs([
      "Looks into videos on this machine: exact facts and pictures, shots, segments, and what is in them, by "
        + "any model or none. Results go to standard output, everything else to standard error.",
      "Options follow the command, before or after what it is given; \"--\" ends them. A value stands "
        + "behind its option or is attached with \"=\".",
    ])
    let codes = ExitCode.allCases.flatMap { code in
      [".TP", "\\fB\(code.rawValue)\\fR"] + wrapped(code.meaning)
    }
    let environment: [(String, String)] = [
      ("NO_COLOR", "Colours are used on a terminal only, and not if this is set."),
      ("XDG_CONFIG_HOME", "Where shotlog/config.json is looked for; ~/.config without it."),
      ("XDG_CACHE_HOME", "Where answers and measurements are kept; ~/.cache without it."),
      ("XDG_DATA_HOME", "Where what was learnt of servers is kept; ~/.local/share without it."),
    ]
    let variables = environment.flatMap { [".TP", "\\fB\($0.0)\\fR"] + wrapped($0.1) }
    let lines =
      head + about + [".SH COMMANDS"] + CommandTable.all.flatMap(command) + [".SH EXIT STATUS"]
      + codes + [".SH ENVIRONMENT"] + variables
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(_ command: Command) -> [String] {
    let given = command.positional.map { positional in
      let words =
        "\\fI\(escaped(positional.placeholder))\\fR\(positional.isRepeatable ? "..." : "")"
      return positional.isOptional ? " [\(words)]" : " \(words)"
    }
    return [
      ".SS shotlog \(command.name)",
      "\\fBshotlog \(command.name)\\fR [\\fIoptions\\fR]\(given ?? "")", ".PP",
    ] + paragraphs([command.summary] + command.description) + command.options.flatMap(option)
      + command.examples.flatMap { example in
        [".PP"] + wrapped(example.meaning) + [".PP", ".RS 4", ".nf"]
          + [line("shotlog \(command.name) \(example.line)"), ".fi", ".RE"]
      }
  }

  private static func option(_ option: Option) -> [String] {
    let names = option.spellings.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
    let value = option.placeholder.map { " \\fI\(escaped($0))\\fR" } ?? ""
    let help =
      option.help + HelpPage.choices(option) + (option.isRepeatable ? " May be repeated." : "")
    return [".TP", names + value] + wrapped(help)
  }

  /// Paragraphs parted from each other.
  private static func paragraphs(_ texts: [String]) -> [String] {
    Array(texts.map(wrapped).joined(separator: [".PP"]))
  }

  /// Lines that are short enough for whoever reads the source.
  private static func wrapped(_ text: String) -> [String] {
    LineBreaking.lines(of: text, width: 66).map(line)
  }

  /// A line that is no request, whatever it begins with.
  private static func line(_ text: String) -> String {
    let text = escaped(text)
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
  }

  /// Text that means itself.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
      .replacing("^", with: "\\(ha").replacing("~", with: "\\(ti").replacing("`", with: "\\(ga")
  }
}
