internal import Providers

extension Command {
  static let doctor = Command(
    "models doctor", summary: "Find out what a model's server can do, and obey it from then on.",
    positional: Positional("NAME", .text),
    description: [
      "Asks a configured model small questions whose answers are known, and finds out: which server it is, "
        + "whether it answers, sees the pictures it is sent, keeps their labels apart and keeps to a JSON "
        + "schema, whether it thinks before it answers, and which fields it refuses. Many servers take "
        + "pictures and drop them without a word: the model then describes what it never saw.",
      "--deep also finds out how many pictures it sees at once, how large they may be, how long a question "
        + "may be, and whether the start of a longer one is forgotten without a word.",
      "What was found is kept in $XDG_DATA_HOME/shotlog/servers, ~/.local/share unless set, by address and "
        + "model, and obeyed by every command; what the configuration sets in \"profile\" stands against it. "
        + "Examine a model again when its server has changed.",
      "An examination takes at most \(bounds(.usual)), a deep one \(bounds(.deep)). It ends with 68 if the "
        + "server cannot be reached, with 77 if it refuses the key, with 66 if it has no such model, with 75 "
        + "if it does not answer in time, and with 1 if something could not be found out. That a model sees "
        + "no pictures is a finding, and no error.",
    ],
    options: [.deep, .config, .doctorRequests, .doctorTokens, .questionTime, .offline, .modelsJSON]
      + [.quiet],
    examples: [
      ("local/qwen3-vl:8b", "What it can do; seconds, and cents if it costs something."),
      ("cloud/gpt --deep", "Its bounds as well; minutes."),
      ("local/qwen3-vl:8b --json", "What was asked, what came and what was kept, for programs."),
    ],
    run: { arguments, console throws(CommandError) in
      try DoctorRun(arguments, console).run()
    })

  private static func bounds(_ budget: DoctorBudget) -> String {
    "\(budget.requests) requests, \(budget.tokens) tokens and "
      + "\(budget.time.components.seconds / 60) minutes"
  }
}

extension Option {
  static let deep = Option("deep", help: "Find out its bounds as well, which costs more.")
  static let doctorRequests = Option(
    "max-requests", .text("N"), help: "Ask nothing more after so many requests.")
  static let doctorTokens = Option(
    "max-tokens", .text("N"), help: "Spend no more tokens on questions and answers.")
  static let questionTime = Option(
    "timeout", .text("SECONDS"), help: "The most time of one question; 120 unless given.")
}
