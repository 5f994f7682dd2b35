extension Command {
  static let frames = Command(
    "frames", summary: "Take pictures out of a video, at exact times.",
    positional: Positional("VIDEO"),
    description: [
      "Takes out the pictures that a player would show at the given times, one a second unless asked "
        + "otherwise. Times are seconds, MM:SS or HH:MM:SS.mmm, and count from the first picture.",
      "DIR gets a file for each picture, named by its number and time, such as "
        + "0000012_0h00m04.000s.jpg, and frames.jsonl with a line for each: file, width, height, "
        + "ordinal among all pictures of the video, pts and time_base as in the file, seconds from "
        + "the first picture, source_seconds on the file's own clock, key, duration in ticks, and "
        + "the instants asked for that it answers.",
      "While the run lasts the list is called frames.jsonl.part; one that keeps that name was "
        + "interrupted. A folder that has either list is refused without --force, which removes the "
        + "pictures of the old one.",
      "With --out - the pictures follow each other on standard output, each once for every instant "
        + "asked for, without a list: raw pictures of one size, or whole files as ffmpeg's "
        + "image2pipe reads them.",
    ],
    options: Option.plan + Option.window
      + [.size, .format, .quality, .framesOut, .force, .framesJSON, .quiet] + Option.limits,
    examples: [
      ("talk.mp4", "A picture a second, into talk-frames."),
      ("talk.mp4 --at 12.5,1:02 --at 1:02:03.250 --out shots", "Three exact moments."),
      ("talk.mp4 --count 20 --size 512 --json", "Twenty small pictures over the whole video."),
      (
        "talk.mp4 --fps 5 --size 224x224! --format rgb --out - | ./model",
        "Five raw pictures a second, into another program."
      ),
    ],
    run: { arguments, console throws(CommandError) in
      try FramesRun(arguments, console).run()
    })
}
