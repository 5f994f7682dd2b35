package import Models
internal import Synchronization

/// The profile of a model as it is now: what its server refused once is not sent to it again.
package final class ServerMemory: Sendable {
  private struct State {
    var profile: ServerProfile
    var tried: Set<ServerProfile.Change> = []
  }

  private let state: Mutex<State>

  /// Begins with what is known.
  package init(_ profile: ServerProfile) { state = Mutex(State(profile: profile)) }

  /// The profile as it is now.
  package var profile: ServerProfile { state.withLock { $0.profile } }

  /// Asks, and where the server refuses a field asks again without it, each field once.
  ///
  /// `ask` sends a question as a profile wants it. A refusal that nothing can be done about is thrown in the words
  /// of `entry`; every exchange is in the transfers.
  package func ask<Answer: Sendable>(
    as entry: ServerEntry,
    _ ask: (ServerProfile) async throws(ModelError) -> ServerReply<Answer>
  ) async throws(ModelError) -> (answer: Answer, profile: ServerProfile, transfers: [Transfer]) {
    var transfers: [Transfer] = []
    var (profile, tried): (ServerProfile, Set<ServerProfile.Change>) = state.withLock {
      ($0.profile, $0.tried)
    }
    // A server may name a smaller bound each time.
    var changes = 0
    while true {
      let reply: ServerReply<Answer>
      do throws(ModelError) {
        reply = try await ask(profile)
      } catch {
        var error = error
        error.transfers = transfers + error.transfers
        throw error
      }
      transfers += reply.transfers
      switch reply.result {
      case .success(let answer): return (answer, profile, transfers)
      case .failure(let refusal):
        guard let change = profile.change(after: refusal), changes < Self.mostChanges,
          tried.insert(change).inserted
        else {
          throw ModelError(refusal, from: entry, transfers)
        }
        changes += 1
        profile.make(change)
        if !refusal.isOfOneRequest { remember(change) }
      }
    }
  }

  private static let mostChanges = 10

  private func remember(_ change: ServerProfile.Change) {
    state.withLock { state in
      // Calls that ran side by side may have met the same refusal.
      guard state.tried.insert(change).inserted else { return }
      state.profile.make(change)
    }
  }
}
