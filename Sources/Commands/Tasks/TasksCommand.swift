internal import Tasks

extension Command {
  static let tasks = Command(
    "tasks", summary: "List the tasks of a server's data folder.",
    positional: nil,
    description: [
      "Lists what \"shotlog serve\" was asked to do, the newest first: it reads the data folder, whether a server "
        + "runs on it or not.",
      "\"shotlog tasks show ID\" gives one task with its result, \"tasks cancel\" stops tasks, \"tasks delete\" forgets "
        + "them with their files, and \"tasks prune\" makes room.",
    ],
    options: [.data, .taskState, .taskAPI, .taskOwner, .taskLimit, .tasksJSON],
    examples: [
      ("", "The newest tasks."), ("--state failed", "What failed, and why."),
      ("--json --limit 1000", "The same for programs, a document a line."),
    ],
    run: { arguments, console throws(CommandError) in
      try TasksRun(arguments, console).list()
    })

  static let showTask = Command(
    "tasks show", summary: "Show one task, with what came of it.",
    positional: Positional("ID", .text),
    description: [
      "Gives everything that is remembered of a task as JSON: what was asked, how far it is, its result, its files and "
        + "where they lie."
    ],
    options: [.data],
    examples: [
      ("64f8d2c7e4a1b37f8a9c5d12", "All of it."),
      ("64f8d2c7e4a1b37f8a9c5d12 --data /srv/shotlog", "The same of another server."),
      ("64f8d2c7e4a1b37f8a9c5d12 | jq .result", "What came of it alone."),
    ],
    run: { arguments, console throws(CommandError) in
      try TasksRun(arguments, console).show()
    })

  static let cancelTasks = Command(
    "tasks cancel", summary: "Stop tasks that are not finished.",
    positional: Positional("ID", .text, isRepeatable: true),
    description: [
      "A server that runs stops the worker within a second. A task that was cancelled before stays as it is; one that is "
        + "finished is an error."
    ],
    options: [.data],
    examples: [
      ("64f8d2c7e4a1b37f8a9c5d12", "Stops it."),
      ("64f8d2c7e4a1b37f8a9c5d12 64f8d2c7e4a1b37f8a9c5d13", "Stops both."),
      ("64f8d2c7e4a1b37f8a9c5d12 --data /srv/shotlog", "Stops one of another server."),
    ],
    run: { arguments, console throws(CommandError) in
      try TasksRun(arguments, console).cancel()
    })

  static let deleteTasks = Command(
    "tasks delete", summary: "Forget tasks, with their results and files.",
    positional: Positional("ID", .text, isRepeatable: true),
    description: ["Tasks that are not finished are stopped first."],
    options: [.data],
    examples: [
      ("64f8d2c7e4a1b37f8a9c5d12", "As if it had never been."),
      ("64f8d2c7e4a1b37f8a9c5d12 64f8d2c7e4a1b37f8a9c5d13", "Forgets both."),
      ("64f8d2c7e4a1b37f8a9c5d12 --data /srv/shotlog", "Forgets one of another server."),
    ],
    run: { arguments, console throws(CommandError) in
      try TasksRun(arguments, console).delete()
    })

  static let pruneTasks = Command(
    "tasks prune", summary: "Make room: forget what is old, and what nobody needs.",
    positional: nil,
    description: [
      "Forgets finished tasks and unused uploads that are older than --older-than, or the oldest until what is left fits "
        + "into --down-to; and files that nothing refers to. What is in use stays."
    ],
    options: [.data, .olderThan, .downTo, .tasksJSON],
    examples: [
      ("", "Files that nothing refers to, and nothing else."),
      ("--older-than 30", "Whatever ended more than thirty days ago."),
      ("--down-to 20G", "The oldest, until tasks and uploads take 20 GB each at most."),
    ],
    run: { arguments, console throws(CommandError) in
      try TasksRun(arguments, console).prune()
    })
}

extension Option {
  static let taskState = Option(
    "state", .choice(TaskState.allCases.map(\.rawValue)), help: "Only tasks in this state.")
  static let taskAPI = Option(
    "api", .text("NAME"), help: "Only tasks that came through this API, such as twelvelabs.")
  static let taskOwner = Option("owner", .text("NAME"), help: "Only tasks of this key.")
  static let taskLimit = Option(
    "limit", short: "n", .text("N"), help: "At most so many; 20 unless given.")
  static let tasksJSON = Option("json", short: "j", help: "The same for programs.")
  static let olderThan = Option("older-than", .text("DAYS"), help: "What ended so many days ago.")
  static let downTo = Option(
    "down-to", .text("SIZE"), help: "Until what is left takes no more, such as 500M or 20G.")
}
