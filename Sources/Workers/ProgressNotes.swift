internal import JSON
internal import Tasks

/// Writes down how far a task is, the newest note only and not too often.
struct ProgressNotes: Sendable {
  private let notes: AsyncStream<JSONValue>
  private let sink: AsyncStream<JSONValue>.Continuation

  init() {
    (notes, sink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Notes how far it is.
  func note(_ progress: JSONValue) { sink.yield(progress) }

  /// Writes notes until this task is cancelled.
  func write(of claim: TaskClaim, to tasks: TaskStore, lease: Duration) async {
    for await note in notes {
      // One that is not written is followed by others, and a claim that is lost is heard of elsewhere.
      _ = try? await tasks.progress(of: claim, note.text, lease: lease)
      try? await Task.sleep(for: Self.pause)
    }
  }

  private static let pause = Duration.milliseconds(250)
}
