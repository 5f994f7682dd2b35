/// Lets only so many through at once, in the order in which they came.
actor Gate {
  private var places: Int
  private var queue: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  /// Does something once there is a place for it.
  nonisolated func through(
    _ work: @concurrent @Sendable () async throws -> Void
  ) async throws {
    await enter()
    do {
      try await work()
    } catch {
      await leave()
      throw error
    }
    await leave()
  }

  private func enter() async {
    guard places == 0 else {
      places -= 1
      return
    }
    await withCheckedContinuation { queue.append($0) }
  }

  /// Hands the place to who has waited longest.
  private func leave() {
    if queue.isEmpty { places += 1 } else { queue.removeFirst().resume() }
  }
}
