extension Option {
  static let benchSeconds = Option(
    "seconds", .text("TIME"), help: "Measure on so much of the start; 120 unless given.")
  static let benchRounds = Option(
    "rounds", short: "r", .text("N"), help: "How often everything is run; 3 unless given.")
  static let benchJSON = Option(
    "json", short: "j", help: "Every single figure, as one JSON document.")
}

extension Command {
  static let bench = Command(
    "bench", summary: "Say how fast a video is read on this machine, and what holds it up.",
    positional: Positional("FILE"),
    description: [
      "Times what is done with videos, on one of yours: looking at its header, indexing its packets, "
        + "reading every picture, taking a picture a second, taking the key pictures, and finding its "
        + "shots. Each runs as a process of its own, whose time, cores and memory the system counts; "
        + "nothing is written.",
      "If ffmpeg and ffprobe are on the PATH, they do the same in turn, and the table says which part of "
        + "their time we take: less than 1 is faster. ffmpeg only decodes where we draw thumbnails, and "
        + "finds shots with its scdet filter.",
      "A verdict follows: the pace, what the bottleneck is, how many cores are kept busy, and what "
        + "looking at fewer pictures would save. Figures are the middle one of the rounds; between "
        + "brackets are the least and the most. Let nothing else run meanwhile.",
      "It ends with 1 if a stage could not be measured.",
    ],
    options: [.benchSeconds, .benchRounds, .benchJSON, .timeout, .quiet],
    examples: [
      ("film.mkv", "Three rounds over its first two minutes."),
      ("film.mkv --seconds 20 --rounds 1", "A quick look."),
      ("film.mkv --json > figures.json", "Every figure, for programs."),
    ],
    run: { arguments, console throws(CommandError) in
      try BenchRun(arguments, console).run()
    })
}
