/// Completions for zsh.
enum ZshCompletion {
  /// The script.
  static var script: String {
    let beginnings = CommandTable.beginnings.map { described($0.word, $0.summary ?? "") }
    let families = CommandTable.beginnings.map { ($0.word, CommandTable.family($0.word)) }
      .filter { !$0.1.isEmpty }
    let long = families.flatMap { word, family in family.map { "'\(word) \($0.ending)'" } }
    return """
      #compdef shotlog
      # Completes shotlog's commands, options and values in zsh; written by "shotlog completions zsh".
      _shotlog() {
        local command
        local -a commands
        [[ $words[2] != help ]] || { shift words; (( CURRENT -= 1 )) }
        if (( CURRENT == 2 )); then
          commands=(
            \((beginnings + [described("help", "Explain a command.")]).joined(separator: "\n      "))
          )
          _describe -t commands command commands
          return
        fi
        if (( CURRENT == 3 )); then
          case $words[2] in
      \(families.map { word, family in
        "    (\(word)) commands=(\(family.map { described($0.ending, $0.command.summary) }.joined(separator: " "))) ;;"
      }.joined(separator: "\n"))
          esac
          (( ! $#commands )) || _describe -t commands command commands
        fi
        command=$words[2]
        case "$words[2] $words[3]" in
          (\(long.joined(separator: " | "))) command+=" $words[3]"; shift words; (( CURRENT -= 1 )) ;;
        esac
        shift words
        (( CURRENT -= 1 ))
        case $command in
      \(CommandTable.all.map(arguments).joined(separator: "\n"))
        esac
      }
      if [[ $funcstack[1] == _shotlog ]]; then _shotlog "$@"; else compdef _shotlog shotlog; fi

      """
  }

  private static func described(_ word: String, _ summary: String) -> String {
    Shell.quoted(word + ":" + summary)
  }

  private static func arguments(of command: Command) -> String {
    let rest = command.positional.map { positional in
      let action =
        switch positional.value {
        case .file: "_files"
        case .text: " "
        case .choice(let words): "(\(words.joined(separator: " ")))"
        }
      return ["'\(positional.isRepeatable ? "*" : "1"):\(positional.placeholder):\(action)'"]
    }
    let specs = command.options.flatMap(specs) + (rest ?? [])
    return "    ('\(command.name)') _arguments -s -S \\\n      "
      + specs.joined(separator: " \\\n      ") + " ;;"
  }

  private static func specs(of option: Option) -> [String] {
    let marks = option.isRepeatable ? "*" : "(\(option.spellings.joined(separator: " ")))"
    let help = escaped(option.help)
    let value: String =
      switch option.value {
      case .none: ""
      case .text(let placeholder): ":\(escaped(placeholder)): "
      case .choice(let words): ":word:(\(words.joined(separator: " ")))"
      case .file(let placeholder): ":\(placeholder):_files"
      case .folder(let placeholder): ":\(placeholder):_files -/"
      }
    let hasValue = option.value != .none
    return option.spellings.map { spelling in
      let attached = !hasValue ? "" : spelling.hasPrefix("--") ? "=" : "+"
      return Shell.quoted("\(marks)\(spelling)\(attached)[\(help)]\(value)")
    }
  }

  /// What stands between brackets or colons.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for letter in text {
      if "[]:\\".contains(letter) { escaped += "\\" }
      escaped.append(letter)
    }
    return escaped
  }
}
