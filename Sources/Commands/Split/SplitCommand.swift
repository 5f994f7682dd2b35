extension Command {
  static let split = Command(
    "split", summary: "Cut a video into files, without re-encoding it or exactly.",
    positional: Positional("VIDEO"),
    description: [
      "Takes the video apart as \"shotlog segments\" does, and copies each segment into a file of its own: "
        + "pictures, sound and subtitles as they are, nothing is encoded again. So a file can only "
        + "start at a key picture, and edges move; the table says from where to where. With --edges "
        + "before a file holds all that was asked for, and more; where segments touch, one file ends where "
        + "the next starts, and together they hold every picture once. A segment without a key picture "
        + "of its own gets no file: the table names the one that holds it.",
      "Pictures that lead the key picture of an open group cannot be shown after a cut there. They are "
        + "left out and counted, and such places are avoided where another lies within a second.",
      "With --exact a file holds the pictures that start within its segment, and no other. What that takes "
        + "is encoded anew and counted: of H.264 only pictures before the first closed group of the file and "
        + "behind the last that can end there; of other codecs, and of groups that are open, all pictures of a "
        + "file whose edges do not happen to lie well, as HEVC if they were that, and else as H.264. Sound is "
        + "copied as ever and keeps its distance to the pictures.",
      "--policy fixed and given only read the packets, which is fast; the others look at every picture "
        + "first. With --json there is a line for each segment: file, or the number of the segment whose file holds "
        + "it, times asked for and written in seconds from the first picture and in ticks of the "
        + "file's own clock, pictures, those encoded anew, those lost, those that an edit list hid and the file shows, bytes; "
        + "and a last line about the whole.",
      "A file has its name once all are whole; after an error or Ctrl-C none is left.",
    ],
    options: Option.segments + Option.scan + Option.window + Option.split + Option.limits,
    examples: [
      ("talk.mp4 --min 10 --max 60", "Pieces of ten seconds to a minute, in talk-parts."),
      ("film.mkv --policy shots --edges nearest", "A file a shot, as near as key pictures allow."),
      (
        "talk.mp4 --range 1:00-1:30 --out . --name {name}-{start}.mkv",
        "Half a minute, as Matroska, beside the video."
      ),
      (
        "film.mkv --exact --policy shots",
        "A file a shot, to the frame; groups at its edges are encoded anew."
      ),
      ("talk.mp4 --length 600 --json > parts.jsonl", "Ten minutes each, and the list of them."),
    ],
    run: { arguments, console throws(CommandError) in
      try SplitRun(arguments, console).run()
    })
}

extension Option {
  static let partsOut = Option(
    "out", short: "o", .folder("DIR"), help: "Where to write; VIDEO-parts unless given.")
  static let partsName = Option(
    "name", .text("PATTERN"),
    help:
      "How to name the files: {name} is the video's, {number} counts, {start} is when it was to start, "
      + "{suffix} tells the kind; {name}-{number}.{suffix} unless given.")
  static let container = Option(
    "container", .choice(PartNames.suffixes),
    help:
      "The kind of the files; that of the name's ending or of the video unless given, or mkv where "
      + "that cannot be written.")
  static let edges = Option(
    "edges", .choice(["before", "nearest"]),
    help: "Start at the key picture before what was asked for, which is usual, or at the nearest.")
  static let exactEdges = Option(
    "exact",
    help: "Cut on the frame, and encode anew what that takes; not with --edges.")
  static let splitJSON = Option(
    "json", short: "j",
    help: "A line for each segment, and one about the whole, in place of the table.")

  static let split = [partsOut, partsName, container, edges, exactEdges, splitJSON, force, quiet]
}
