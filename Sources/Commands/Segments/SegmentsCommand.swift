extension Command {
  static let segments = Command(
    "segments", summary: "Take a video apart into pieces of a good length.",
    positional: Positional("VIDEO"),
    description: [
      "Tiles the video, or --from to --to of it, with segments: no hole, no overlap, every length between "
        + "--min and --max, and every border where something really ends. Where no such tiling exists, "
        + "the nearest one comes, and each segment says which bound it breaks.",
      "--policy balanced weighs shots, scenes, silences, text and chapters against even lengths, from 2 to "
        + "60 seconds unless told otherwise; a border that nothing asks for lies where the picture is "
        + "stillest. shots and scenes keep those as they were found, as far as the bounds allow. fixed "
        + "makes equal chunks. given takes your own --range.",
    ],
    options: Option.segments + Option.scan + Option.window + Option.list + Option.limits,
    examples: [
      ("talk.mp4 --min 10 --max 60", "Pieces of ten seconds to a minute."),
      ("film.mkv --policy scenes --json", "The scenes, with the reasons of every border."),
      ("talk.mp4 --policy fixed --length 30 --out chapters.vtt", "Half minutes as chapters."),
      ("talk.mp4 --range 0-1:00 --range 2:00-2:30", "Your own, checked and moved to pictures."),
    ],
    run: { arguments, console throws(CommandError) in
      try SegmentsRun(arguments, console).run()
    })
}
