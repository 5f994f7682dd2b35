internal import MediaTypes

extension Command {
  static let renderSupercut = Command(
    "render supercut", summary: "Make a film of the stretches of videos that fit some words.",
    positional: Positional("VIDEO", isRepeatable: true),
    description: [
      "Analyses each video as \"shotlog analyze\" does with its embedded model, chooses the segments whose words fit "
        + "the prompt, and joins them in their order: what is said in subtitles, what stands on the screen, chapters, "
        + "and what was measured, such as dark, red or zoom. Where nothing fits, stretches from everywhere are taken, "
        + "which is told.",
      "Every cut is exact: the film shows the pictures of each stretch from its first to its last, and the sound "
        + "keeps step. The film is an MP4 of H.264 and AAC, in size and rate like the first video unless --size says "
        + "otherwise; others are fitted in, with black where their shape differs. With several videos, each gets an "
        + "equal share of the time.",
    ],
    options: Option.supercut,
    examples: [
      ("talk.mp4 -p \"questions\" -o short.mp4", "Half a minute."),
      ("film.mkv -p \"dark, zoom\" --seconds 10 -o dark.mp4", "What was measured."),
      (
        "a.mp4 b.mp4 -p sunset -n 20 -s 720x1280 -o c.mp4",
        "Of two videos, ten seconds each, upright."
      ),
    ],
    run: { arguments, console throws(CommandError) in
      try SupercutRun(arguments, console).run()
    })
}

extension Option {
  static let supercutPrompt = Option(
    "prompt", short: "p", .text("TEXT"), help: "What the film is to show; it must be said.")
  static let supercutSize = Option(
    "size", short: "s", .text("WxH"),
    help: "Width and height, even; the first video's unless given.")
  static let supercutSeconds = Option(
    "seconds", short: "n", .text("N"), help: "How long the film lasts at most; 30 unless given.")

  static let supercut =
    [
      filmOut, supercutPrompt, supercutSize, supercutSeconds, screen, subtitles, filmJSON, force,
      quiet,
    ] + limits
}
