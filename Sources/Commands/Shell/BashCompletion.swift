/// Completions for bash.
enum BashCompletion {
  /// The script.
  static var script: String {
    let beginnings = CommandTable.beginnings.map(\.word) + ["help", "--help", "--version"]
    let families = CommandTable.beginnings.map { ($0.word, CommandTable.family($0.word)) }
      .filter { !$0.1.isEmpty }
    let long = families.flatMap { word, family in family.map { "'\(word) \($0.ending)'" } }
    return """
      # Completes shotlog's commands, options and values in bash; written by "shotlog completions bash".
      _shotlog() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} start=1 command IFS=$'\\n'
        COMPREPLY=()
        # "--format=csv" comes as three words.
        if [[ $word == = ]]; then
          word=
        elif [[ $before == = ]]; then
          before=${COMP_WORDS[COMP_CWORD-2]}
        fi
        [[ ${COMP_WORDS[1]} != help ]] || start=2
        if ((COMP_CWORD == start)); then
          _shotlog_words \(beginnings.joined(separator: " "))
          return
        fi
        command=${COMP_WORDS[start]}
        if ((COMP_CWORD == start + 1)); then
          case $command in
      \(families.map { word, family in
        "    \(word)) _shotlog_words \(family.map(\.ending).joined(separator: " ")) ;;"
      }.joined(separator: "\n"))
          esac
        else
          case "$command ${COMP_WORDS[start+1]}" in
            \(long.joined(separator: " | "))) command+=" ${COMP_WORDS[start+1]}" ;;
          esac
        fi
        ((start == 1)) || return
        case "$command:$before" in
      \(CommandTable.all.flatMap(values).joined(separator: "\n"))
        esac
        if [[ $word == -* ]]; then
          case $command in
      \(CommandTable.all.map(options).joined(separator: "\n"))
          esac
          return
        fi
        case $command in
      \(CommandTable.all.compactMap(positional).joined(separator: "\n"))
        esac
      }
      _shotlog_words() { COMPREPLY+=($(compgen -W "$*" -- "$word")); }
      _shotlog_files() {
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(compgen "$1" -- "$word"))
      }
      complete -F _shotlog shotlog

      """
  }

  private static func values(of command: Command) -> [String] {
    command.options.compactMap { option in
      let places = option.spellings.map { "'\(command.name):\($0)'" }.joined(separator: " | ")
      let action: String? =
        switch option.value {
        case .none: nil
        case .text: ":"
        case .choice(let words): "_shotlog_words \(words.joined(separator: " "))"
        case .file: "_shotlog_files -f"
        case .folder: "_shotlog_files -d"
        }
      return action.map { "    \(places)) \($0); return ;;" }
    }
  }

  private static func options(of command: Command) -> String {
    let words = command.options.flatMap(\.spellings).joined(separator: " ")
    return "      '\(command.name)') _shotlog_words \(words) ;;"
  }

  private static func positional(of command: Command) -> String? {
    switch command.positional?.value {
    case .file: "    '\(command.name)') _shotlog_files -f ;;"
    case .choice(let words):
      "    '\(command.name)') _shotlog_words \(words.joined(separator: " ")) ;;"
    case .text, nil: nil
    }
  }
}
