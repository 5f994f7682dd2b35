internal import Batches
internal import JSON
internal import Threads

/// Tells programs what happens, a JSON document a line.
final class EventListener: BatchListener {
  private let output: Guarded<OutputStream>

  init(_ output: OutputStream) { self.output = Guarded(output) }

  func hear(_ news: BatchNews, _ tally: BatchTally) {
    let event: JSONValue =
      switch news {
      case .began(let worker, let source, let threads):
        [
          "event": "began", "worker": .integer(Int64(worker)), "source": .text(source),
          "threads": .integer(Int64(threads)),
        ]
      case .progress(let worker, let stage, let part):
        .members([
          "event": "progress", "worker": .integer(Int64(worker)), "stage": .text(stage),
          "part": part.map { .number($0) },
        ])
      case .ended(let worker, let line):
        .object(
          [
            .init("event", "ended"),
            .init("worker", worker.map { .integer(Int64($0)) } ?? .null),
          ] + (line.json().asMembers ?? []))
      case .counted(let total): ["event": "counted", "total": .integer(Int64(total))]
      }
    let text = event.text + "\n"
    // A program that went away is told by what is written at the end.
    output.withLock { output in try? output.write(text) }
  }

  func end() {}
}
