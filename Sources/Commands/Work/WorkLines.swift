internal import JSON
internal import Synchronization

/// What a worker says to its server: a JSON document a line.
final class WorkLines: Sendable {
  private let output: OutputStream
  private let path: String
  private let last = Mutex<JSONValue?>(nil)

  /// Speaks to an output; where a file lies is none of the clients' concern.
  init(_ output: OutputStream, hiding path: String) { (self.output, self.path) = (output, path) }

  /// Says how far the work is, unless that was said already.
  func progress(_ stage: String, part: Double?) {
    // Hundredths: more would be noise for those who watch.
    let news = JSONValue.members([
      "stage": .text(stage), "part": part.map { .number(($0 * 100).rounded(.down) / 100) },
    ])
    last.withLock { last in
      guard last != news else { return }
      last = news
      try? output.write(JSONValue.object([.init("progress", news)]).text + "\n")
    }
  }

  /// Says what the next attempt needs if this one is lost; written down before the work goes on to cost anything.
  func checkpoint(_ state: JSONValue) {
    try? output.write(JSONValue.object([.init("checkpoint", state)]).text + "\n")
  }

  /// Says what came of the work.
  func done(_ result: JSONValue, warning: String?, files: [JSONValue]) throws(CommandError) {
    let news = JSONValue.members([
      "result": result,
      "warning": warning.map { ["code": "incomplete", "reason": .text($0)] },
      "files": files.isEmpty ? nil : .list(files),
    ])
    try output.write(JSONValue.object([.init("done", news)]).text + "\n")
  }

  /// Says that a result follows, which is all that is written from then on.
  func document(isComplete: Bool) throws(CommandError) {
    let news: JSONValue = ["complete": .flag(isComplete)]
    try output.write(JSONValue.object([.init("document", news)]).text + "\n")
  }

  /// Says that nothing came of it, and why.
  func failed(_ code: String, _ reason: String) throws(CommandError) {
    let reason = path.isEmpty ? reason : reason.replacing(path, with: "the file")
    let news: JSONValue = ["code": .text(code), "reason": .text(reason)]
    try output.write(JSONValue.object([.init("failed", news)]).text + "\n")
  }
}
