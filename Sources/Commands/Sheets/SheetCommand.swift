extension Command {
  static let sheet = Command(
    "sheet", summary: "Show a video on one picture: a contact sheet.",
    positional: Positional("VIDEO"),
    description: [
      "Draws pictures from all over the video onto one sheet, each with its time, under a line with "
        + "the name, length, size and codec. The pictures are those in the middles of equal parts.",
      "The times count from the first picture. \"shotlog frames --at\" gives the same pictures in "
        + "full size.",
    ],
    options: Option.sheet + Option.window + [.quality, .force, .quiet] + Option.limits,
    examples: [
      ("talk.mp4", "Sixteen pictures, into talk-sheet.jpg."),
      ("talk.mp4 --columns 6 --rows 10 --width 2400 --out talk.png", "A large one."),
      ("talk.mp4 --from 10:00 --to 12:00 --count 9 --columns 3", "Two minutes of it."),
      ("talk.mp4 --out - | display", "To another program."),
    ],
    run: { arguments, console throws(CommandError) in
      try SheetRun(arguments, console).run()
    })
}
