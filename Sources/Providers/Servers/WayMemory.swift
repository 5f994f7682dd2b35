internal import Models
internal import Synchronization

/// The best way of asking that a server is known to take: one that it refused is not tried again.
final class WayMemory<Way: AskingWay>: Sendable {
  private let best: Mutex<Way?> = Mutex(nil)

  /// Asks in the best way that is left, and after each refusal of a way in the next.
  ///
  /// What is gone over for one question's sake is tried again with the next question; a way that the server does
  /// not know by name is not. Every exchange is in the reply.
  func ask<Answer: Sendable>(
    from first: Way, _ ask: (Way) async throws(ModelError) -> ServerReply<Answer>
  ) async throws(ModelError) -> ServerReply<Answer> {
    let start = best.withLock { $0 } ?? first
    var (way, known) = (start, start)
    var transfers: [Transfer] = []
    while true {
      let reply: ServerReply<Answer>
      do throws(ModelError) {
        reply = try await ask(way)
      } catch {
        var error = error
        error.transfers = transfers + error.transfers
        throw error
      }
      transfers += reply.transfers
      if case .failure(let refusal) = reply.result, let next = way.next,
        Self.statuses.contains(refusal.status), RefusalVerdict(refusal).code == .badRequest
      {
        let words = "\(refusal.field ?? "") \(refusal.message)".lowercased()
        if way.isBlamed(in: words) {
          if known == way, way.names.contains(where: words.contains) { known = next }
          way = next
          continue
        }
      }
      // Nothing is learnt from a question that is refused in every way.
      if case .success = reply.result, known != start { best.withLock { $0 = known } }
      return ServerReply(result: reply.result, headers: reply.headers, transfers: transfers)
    }
  }

  /// With which servers refuse a field; some blame themselves for it.
  private static var statuses: Set<Int> { [400, 415, 422, 500, 501] }
}
