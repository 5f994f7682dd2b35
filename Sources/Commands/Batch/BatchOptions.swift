extension Option {
  static let manifest = Option(
    "manifest", .file("FILE"),
    help:
      "A list of items: JSON Lines, or CSV with a head; \"source\" and options of each item's own.")
  static let batchCommand = Option(
    "do", .choice(BatchWords.commands), help: "What to do with each; analyze unless given.")
  static let batchOut = Option(
    "out", short: "o", .folder("DIR"),
    help: "Where results go, and batch.jsonl; the same folder again goes on there.")
  static let stream = Option(
    "stream",
    help: "Write one JSON line for each item to standard output, and keep nothing.")
  static let jobs = Option(
    "jobs", .text("N"), help: "Items at once, a thread each; as many as cores unless given.")
  static let memory = Option(
    "memory", .text("SIZE"),
    help:
      "Memory for all items at once, such as 8G; three quarters of the machine's unless given.")
  static let itemTimeout = Option(
    "timeout", .text("SECONDS"), help: "Give up on an item after this long.")
  static let shard = Option(
    "shard", .text("I/N"), help: "Do one of N parts, which other machines do the rest of.")
  static let retry = Option("retry", help: "Try again what failed before.")
  static let again = Option(
    "force", short: "f", help: "Do everything again, also what is done already.")
  static let watch = Option(
    "watch", help: "Go on when all is done, and take what comes into the folders.")
  static let settle = Option(
    "settle", .text("SECONDS"),
    help: "With --watch: take files that have not changed for so long; 5 unless given.")
  static let batchEvents = Option(
    "json", short: "j", help: "Tell what happens as JSON Lines on standard output.")
  static let batchStrict = Option(
    "strict", help: "What was not answered wholly counts as failed.")

  static let batch = [
    manifest, batchCommand, batchOut, stream, jobs, memory, itemTimeout, shard, retry, again, watch,
    settle, batchEvents, batchStrict, quiet,
  ]

  /// What may be asked of items: options of the commands that change what is found.
  static let ofItems =
    [
      model, config, replay, prompt, schema, reference, definitions, systemText, language,
      temperature, maxOutput,
    ] + segments + showing + [maxCost, maxRequests, maxTokens, offline, noAnswerCache] + scan
    + window + [maxPixels, maxBytes]

  /// Of these, those on which results do not depend.
  static let withoutEffect: Set<String> = [
    config.name, offline.name, noAnswerCache.name, maxPixels.name, maxBytes.name,
  ]
}
