/// How others learn of what happens to tasks.
extension TaskStore {
  /// The task as it is, then as it gets, up to a final state; nil if there is no such task of that owner.
  ///
  /// Who reads slowly misses all but the newest. A task that is deleted before its end is told of as cancelled.
  package func watch(
    _ id: String, owner: String? = nil
  ) async throws(StoreError) -> AsyncStream<TaskRecord>? {
    // First the watch, then the look, so that nothing happens in between.
    let stream = watchers.watch(id)
    guard let task = try await task(id, owner: owner) else {
      // Others may watch it with more right, so only this stream ends, by being dropped.
      return nil
    }
    watchers.tell([task])
    return stream
  }

  /// Waits until a worker's hold on a task ends, and gives what became of it; nil if this task is cancelled or the
  /// task gone.
  package func end(of claim: TaskClaim) async throws(StoreError) -> TaskRecord? {
    guard let states = try await watch(claim.task) else { return nil }
    for await task in states where TaskClaim(task) != claim { return task }
    return nil
  }

  /// A stream that says when tasks came into the queue, once for any number of them; workers look when it does.
  package func arrivals() -> AsyncStream<Void> { watchers.watchArrivals() }

  /// Tells those who watch of what other processes did; to be called every now and then.
  package func lookAround() async throws(StoreError) {
    guard watchers.isNews(try await writer.foreignVersion()) else { return }
    watchers.tellArrival()
    for id in watchers.tasks {
      if let task = try await task(id) {
        watchers.tell([task])
      } else {
        watchers.end(id, at: now())
      }
    }
  }
}
