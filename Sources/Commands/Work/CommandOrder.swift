internal import JSON

/// What an item of a batch asks of a worker: one command on one input, as a user would have typed it.
struct CommandOrder: Equatable {
  /// The command and its options, without the input.
  var words: [String]
  /// What is looked at.
  var path: String
  /// Threads that may decode at once.
  var threads: Int
  /// Whether somebody named the input; else it may turn out to be no video.
  var isNamed: Bool

  init(words: [String], path: String, threads: Int, isNamed: Bool) {
    (self.words, self.path, self.threads, self.isNamed) = (words, path, threads, isNamed)
  }

  /// Reads an order; nil if it is none.
  init?(_ json: JSONValue) {
    guard let words = json["words"]?.asList?.map(\.asText), let path = json["path"]?.asText,
      let threads = json["threads"]?.asInteger.flatMap({ Int(exactly: $0) }),
      let isNamed = json["named"]?.asFlag
    else { return nil }
    self.init(
      words: words.compactMap(\.self), path: path, threads: threads, isNamed: isNamed)
  }

  /// The order as a worker reads it.
  var json: JSONValue {
    [
      "words": .list(words.map { .text($0) }), "path": .text(path),
      "threads": .integer(Int64(threads)), "named": .flag(isNamed),
    ]
  }
}
