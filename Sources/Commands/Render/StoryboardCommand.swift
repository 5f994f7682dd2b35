internal import Rendering

extension Command {
  static let renderStoryboard = Command(
    "render storyboard", summary: "Make a film of title cards out of words.",
    positional: Positional("PROMPT", .text),
    description: [
      "Each sentence of the prompt, and each line that somebody says in it, becomes a scene: its words in type as large "
        + "as fits, in any script, on a ground in the colours they bring to mind, or over a picture. The camera moves "
        + "slowly, and one scene fades into the next. How long each lasts goes by how long it takes to read; what "
        + "would be too much for the film's length is told as far as it goes.",
      "The film is an MP4 of H.264, with AAC if there is a tone, at 30 pictures a second. The same words, sizes and "
        + "seed give the same pictures. A PROMPT of - is read from standard input.",
    ],
    options: Option.storyboard,
    examples: [
      ("Dawn. --out dawn.mp4", "Eight seconds in 1280x720."),
      (
        "Waves. --size 720x1280 --seed 7 --tone -o waves.mp4",
        "Upright, with a soft tone, and with other lots drawn."
      ),
      (
        "Home. --reference a.jpg --negative rain -o home.mp4",
        "Over a picture, without a word of rain."
      ),
      ("- --seconds 60 -o talk.mp4 --json < script.txt", "A minute from a file's words."),
    ],
    run: { arguments, console throws(CommandError) in
      try StoryboardRun(arguments, console).run()
    })
}

extension Option {
  static let filmSeed = Option(
    "seed", .text("N"), help: "What is drawn by lot follows from it; 0 unless given.")
  static let filmNegative = Option(
    "negative", .text("WORDS"), help: "Words to leave out wherever the prompt has them.")
  static let filmReference = Option(
    "reference", .file("FILE"),
    help: "A picture to move over, or a video, whose first picture is taken.")
  static let filmTone = Option("tone", help: "A soft tone; without it there is no sound track.")

  static let storyboard = [
    filmOut, filmSize, filmSeconds, filmSeed, filmNegative, filmReference, filmTone, filmJSON,
    force, quiet,
  ]
}
