extension Command {
  static let analyze = Command(
    "analyze", summary: "Say what is in a video, from when to when.",
    positional: Positional("VIDEO", isRepeatable: true),
    description: [
      "Takes the video apart into segments and says of each what it shows; with --prompt, answers about the "
        + "whole, with --schema too, in JSON of that shape; with --segments, finds the stretches that "
        + "definitions mean, and fills their fields. The model embedded, which is asked unless --model "
        + "names another, needs no network: it says what was measured, what is said in subtitles, and what "
        + "stands on the screen, and invents nothing.",
      "Times in answers are always real: they lie inside the video, where pictures appear. What was asked "
        + "and answered is kept, so the same command goes on where it was stopped and asks nothing twice.",
      "--json gives everything: segments with what was measured, said and read, the answers with the "
        + "pictures they rest on, corrections, tokens and cost, and what left this machine.",
    ],
    options: Option.question + Option.segments + Option.showing + Option.spending + Option.scan
      + Option.window + Option.list + [.asService, .reproducible, .noAnswerCache, .strict]
      + Option.limits,
    examples: [
      ("film.mkv", "What each segment shows, as far as it was measured."),
      ("film.mkv --prompt \"What is said about money?\"", "An answer about the whole."),
      ("film.mkv --model ollama/qwen3-vl:8b --fps 0.5", "The same, by a model that sees."),
      ("film.mkv --prompt \"Summarize\" --schema shape.json", "JSON of a shape of your own."),
      ("*.mp4 --json > library.jsonl", "Everything about many videos, one document a line."),
      ("film.mkv --model openai/gpt --dry-run", "What it would take; nobody is asked."),
    ],
    run: { arguments, console throws(CommandError) in
      var run = try AnalyzeRun(arguments, console)
      return try run.run()
    })
}
