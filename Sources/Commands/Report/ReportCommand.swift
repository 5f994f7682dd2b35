extension Command {
  static let report = Command(
    "report", summary: "Draw results as pages for people.",
    positional: Positional("RESULT", isRepeatable: true),
    description: [
      "Makes one HTML file of what \"shotlog analyze --json\" wrote, or \"shots --json\" or \"segments "
        + "--json\": a timeline with lanes, pictures, the answers with what they rest on, what was said and "
        + "read, corrections, damage, coverage and cost, and a search over all of it. The file loads "
        + "nothing from anywhere, so it can be sent, kept and printed.",
      "Pictures are drawn from the video, and the page plays it, if the video lies beside the result or "
        + "--video names it. The page knows the video by its place: move both together.",
      "Several results, or a folder that \"shotlog batch\" wrote, become a folder of pages with an "
        + "index.html that searches them all. - is a result from standard input.",
    ],
    options: Option.report + [.force, .quiet] + Option.limits,
    examples: [
      ("film.json", "A page in film.html, with pictures if film.mkv lies there too."),
      ("film.json --video ~/films/film.mkv --out - > film.html", "To standard output."),
      ("*.json --out library", "A folder of pages; open library/index.html."),
      ("batch-results --video ~/films", "What a batch did, with the films that it read."),
      ("film.json --term", "The timeline and tables in this terminal."),
    ],
    run: { arguments, console throws(CommandError) in
      try ReportRun(arguments, console).run()
    })
}
