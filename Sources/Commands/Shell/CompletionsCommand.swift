extension Command {
  static let completions = Command(
    "completions", summary: "Write what makes a shell complete commands, options and values.",
    positional: Positional("SHELL", .choice(Shell.allCases.map(\.rawValue))),
    description: [
      "Writes a script for bash, zsh or fish, after which the shell completes the names of commands and "
        + "options, the words that an option takes, and files where files belong. It is made from the same "
        + "tables as the help, so that it knows exactly what this version can do.",
      "bash reads it from ~/.local/share/bash-completion/completions/shotlog, fish from "
        + "~/.config/fish/completions/shotlog.fish, and zsh from a file _shotlog in any folder of $fpath.",
    ],
    options: [],
    examples: [
      ("bash > ~/.local/share/bash-completion/completions/shotlog", "For bash, from now on."),
      ("fish > ~/.config/fish/completions/shotlog.fish", "For fish, from now on."),
      ("zsh > ~/.zfunc/_shotlog", "For zsh, if ~/.zfunc is in $fpath."),
    ],
    run: { arguments, console throws(CommandError) in
      guard let shell = Shell(rawValue: arguments.positionals[0]) else { return .usage }
      try console.output.write(shell.script)
      return .success
    })

  static let man = Command(
    "man", summary: "Write the manual page.", positional: nil,
    description: [
      "Writes the manual page of all commands, made from the same tables as the help."
    ],
    options: [],
    examples: [
      ("| man -l -", "Read it."),
      ("> ~/.local/share/man/man1/shotlog.1", "Install it, for \"man shotlog\"."),
      ("| groff -k -man -T pdf > shotlog.pdf", "Print it."),
    ],
    run: { _, console throws(CommandError) in
      try console.output.write(ManPage.text)
      return .success
    })
}

/// A shell that completes what is typed.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// What the shell is to read.
  var script: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }

  /// A word that the shell takes as it is.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension CommandTable {
  /// The first words of names, each once, and what they do; nil where they only begin others.
  static var beginnings: [(word: String, summary: String?)] {
    var words: [(word: String, summary: String?)] = []
    for command in all {
      let word = String(command.name.prefix { $0 != " " })
      guard !words.contains(where: { $0.word == word }) else { continue }
      words.append((word, all.first { $0.name == word }?.summary))
    }
    return words
  }

  /// The commands whose names go on after a first word.
  static func family(_ word: String) -> [(ending: String, command: Command)] {
    all.filter { $0.name.hasPrefix("\(word) ") }
      .map { (String($0.name.dropFirst(word.count + 1)), $0) }
  }
}

extension Option {
  /// How it can be written.
  var spellings: [String] { (short.map { ["-\($0)"] } ?? []) + [flag] }
}
