extension Option {
  static let probeJSON = Option(
    "json", short: "j",
    help: "One JSON object for each input: spread for one input, on a line each for several.")
  static let exact = Option(
    "exact", short: "x",
    help: "Also read all packets: exact picture count and length, variable rate, damage.")
  static let noCache = Option(
    "no-cache", help: "With --exact: read the file even if what it holds is known already.")
}

extension Command {
  static let probe = Command(
    "probe", summary: "Say what is in media files.",
    positional: Positional("FILE", isRepeatable: true),
    description: [
      "Says what media files hold: container, lengths, streams, chapters, tags. A FILE may be an "
        + "http or https address, or - for standard input.",
      "A container's claims may be wrong. --exact reads every packet, without decoding, and measures: "
        + "the number of pictures, the time from the first picture's start to the last one's end, "
        + "whether the rate varies, and what is damaged. What was found of an undamaged file is kept in "
        + "$XDG_CACHE_HOME/shotlog, known by the file's content.",
      "Files that cannot be read are reported on standard error, and with --json also as an object "
        + "with an \"error\". JSON times are whole ticks of a time base beside the seconds.",
    ],
    options: [.probeJSON, .exact, .noCache] + Option.limits + [.quiet],
    examples: [
      ("talk.mp4", "What is in a file."),
      ("--exact --json talk.mp4 | jq .exact.pictures", "How many pictures it really has."),
      ("--json *.mp4 > list.jsonl", "A line for each file."),
      ("- < talk.mkv", "A file from a pipe."),
    ],
    run: { arguments, console throws(CommandError) in
      var run = try ProbeRun(arguments, console)
      return try run.run()
    })
}
