extension Command {
  static let batch = Command(
    "batch", summary: "Analyze whole libraries, and go on where it was stopped.",
    positional: Positional("VIDEO|DIR|PATTERN|-", isRepeatable: true, isOptional: true),
    description: [
      "Looks at every video that is named, lies in a folder that is named (at any depth, whatever its "
        + "ending) or stands in a manifest, each in a process of its own: one that is broken, endless or "
        + "too large fails alone, with a code and a reason. In DIR, results/ gets one document for each, "
        + "just what \"shotlog analyze --json --reproducible\" prints, and batch.jsonl a line for each that ended: "
        + "source, id, status (done, failed or skipped), result, code and reason.",
      "The same command again goes on, however it was stopped, and repeats nothing. Items are known by "
        + "content and options: what was renamed is not done again, what was changed is. What failed is "
        + "tried again with --retry.",
      "A manifest is JSON Lines, {\"source\": \"a.mp4\", \"min\": 10, \"prompt\": \"…\"}, or CSV with such names in its "
        + "first row; its paths begin where it lies. - reads JSON Lines from standard input, and with "
        + "--stream every item's line, with the result in it, comes back on standard output: made for "
        + "pipes, and for workers of Spark and Ray.",
      "--shard splits a manifest by its lines and a folder by its names, the same way on every machine; "
        + "each part writes a batch-I-of-N.jsonl of its own, so that all may share one DIR.",
    ],
    options: Option.batch + Option.ofItems,
    examples: [
      ("~/films --out results", "A library; again, to go on after any stop."),
      ("~/films --out results --retry", "Once more what failed."),
      ("~/films --out results --watch", "And all that is yet to come into the folder."),
      ("--manifest films.csv --out results --shard 2/8", "The second of eight machines."),
      (
        "--do shots *.mp4 --out shots --jobs 4 --timeout 600",
        "Shots only, ten minutes each at most."
      ),
      ("--stream - < films.jsonl | jq .status", "A line in, a line out."),
    ],
    run: { arguments, console throws(CommandError) in
      try BatchRun(arguments, console).run()
    })
}
