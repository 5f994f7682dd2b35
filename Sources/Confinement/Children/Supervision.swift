internal import CConfine
internal import Threads

/// What others want of a child, told to the thread that stays with it.
final class Supervision: Sendable {
  /// What there is to obey.
  struct Orders {
    var isCancelled = false
    var isDismissed = false
    /// The time within which it has to end.
    var endWithin: Duration?
    /// What the lines weigh that nobody has taken yet.
    var waiting = 0

    /// Whether more lines may wait.
    var hasRoom: Bool { waiting < Supervision.mostWaiting }
  }

  /// Readable when there is something new; negative if the system has no more descriptors.
  let bell = cconfine_make_bell()
  private let state = Guarded(Orders())

  deinit { if bell >= 0 { FileDescriptor.close(bell) } }

  /// Ends the child.
  func cancel() { change { $0.isCancelled = true } }

  /// Does what somebody made of a line.
  func follow(_ reaction: ChildProcess.Reaction) {
    switch reaction {
    case .goOn: break
    case .endWithin(let duration): change { $0.endWithin = duration }
    case .dismiss: change { $0.isDismissed = true }
    }
  }

  /// Notes that lines were taken.
  func took(_ lines: [[UInt8]]) {
    let weight = Self.weight(lines)
    let isNews = state.withLock { orders in
      let hadRoom = orders.hasRoom
      orders.waiting -= weight
      return !hadRoom && orders.hasRoom
    }
    if isNews { cconfine_ring(bell) }
  }

  /// Notes that lines wait to be taken.
  func gave(_ lines: [[UInt8]]) {
    let weight = Self.weight(lines)
    state.withLock { $0.waiting += weight }
  }

  /// What is wanted by now; the time to end is told once.
  func orders() -> Orders {
    cconfine_hush(bell)
    return state.withLock { orders in
      defer { orders.endWithin = nil }
      return orders
    }
  }

  /// An empty line takes memory too.
  private static func weight(_ lines: [[UInt8]]) -> Int { lines.reduce(0) { $0 + $1.count + 64 } }
  private static let mostWaiting = 1 << 18

  private func change(_ change: (inout Orders) -> Void) {
    state.withLock { change(&$0) }
    cconfine_ring(bell)
  }
}
