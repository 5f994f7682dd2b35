extension Command {
  static let shots = Command(
    "shots", summary: "Find where one shot ends and the next begins.",
    positional: Positional("VIDEO"),
    description: [
      "Looks at every picture and lists the shots: from when to when, how each begins (cut, dissolve, "
        + "fade, wipe or push), how sure that is, and how the camera moves. Flashes, fast pans, overlays and "
        + "doubled pictures are no cuts. A shot starts with the first picture that shows it; one that "
        + "comes gradually, with the middle of the transition.",
      "The table counts time from the first picture. --json gives everything: shots, transitions "
        + "with their extents and figures, best frames, colours, motion, black, frozen and silent "
        + "stretches, each in ticks, in seconds on the file's own clock and from the first picture.",
      "The other formats are for editors and players: vtt, srt, ffmetadata and mkvxml are chapters; edl, "
        + "otio, fcpxml and xmeml open in editing programs; qp makes x264 start groups at shots; html "
        + "is a page with a picture of each shot.",
    ],
    options: Option.scan + Option.window + Option.list + [.stats, .fromStats] + Option.limits,
    examples: [
      ("film.mkv", "A table of the shots."),
      ("film.mkv --json > shots.json", "Everything that was found."),
      ("film.mkv --out shots.edl", "A cut list for an editing program; the ending says how."),
      ("film.mkv --out shots.html", "A page with a picture of each shot."),
      ("film.mkv --stats film.csv", "And the figures behind every verdict."),
      ("film.mkv --from-stats film.csv --sensitivity 0.7", "Decide again, without decoding."),
    ],
    run: { arguments, console throws(CommandError) in
      try ShotsRun(arguments, console).run()
    })
}
