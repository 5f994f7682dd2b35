/// Completions for fish.
enum FishCompletion {
  /// The script.
  static var script: String {
    """
    # Completes shotlog's commands, options and values in fish; written by "shotlog completions fish".
    function __shotlog_at
        set -l words (commandline -opc)[2..]
        # Options before the name of a command mean nothing.
        test "$words[1]" = help; and set -e words[1]
        set -l depth (count $argv)
        if test "$argv[1]" = --exactly
            set -e argv[1]
            test (count $words) -eq (count $argv); or return 1
        end
        set -l place 1
        for word in $argv
            test "$words[$place]" = "$word"; or return 1
            set place (math $place + 1)
        end
    end
    complete -c shotlog -f
    complete -c shotlog -n '__shotlog_at --exactly' -s h -l help -d 'Show the commands.'
    complete -c shotlog -n '__shotlog_at --exactly' -s V -l version -d 'Show the version.'
    \((beginnings + CommandTable.all.flatMap(lines)).joined(separator: "\n"))

    """
  }

  private static var beginnings: [String] {
    CommandTable.beginnings.flatMap { word, summary in
      let about = summary.map { " -d \(Shell.quoted($0))" } ?? ""
      return ["complete -c shotlog -n '__shotlog_at --exactly' -a \(word)\(about)"]
        + CommandTable.family(word).map { ending, command in
          "complete -c shotlog -n '__shotlog_at --exactly \(word)' -a \(ending) -d "
            + Shell.quoted(command.summary)
        }
    }
  }

  private static func lines(of command: Command) -> [String] {
    // The options of "models" are none of "models doctor".
    let longer = CommandTable.family(command.name).map {
      "; and not __shotlog_at \(command.name) \($0.ending)"
    }
    let head =
      "complete -c shotlog -n '__shotlog_at \(command.name)\(longer.joined())'"
    var lines = command.options.map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      let value: String =
        switch option.value {
        case .none: ""
        case .text: " -x"
        case .choice(let words): " -x -a '\(words.joined(separator: " "))'"
        case .file: " -r -F"
        case .folder: " -x -a '(__fish_complete_directories)'"
        }
      return "\(head)\(short) -l \(option.name)\(value) -d \(Shell.quoted(option.help))"
    }
    switch command.positional?.value {
    case .file: lines.append("\(head) -F")
    case .choice(let words): lines.append("\(head) -a '\(words.joined(separator: " "))'")
    case .text, nil: break
    }
    return lines
  }
}
