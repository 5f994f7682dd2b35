internal import Threads

/// Lends transfers, so that a request finds the connection that an earlier one left open.
final class TransferPool: Sendable {
  private struct Idle: Sendable {
    let transfer: Transfer
    let origin: WebURL
  }

  private static let capacity = 8
  private let idle = Guarded<[Idle]>([])

  /// Gives the transfer that last spoke to the same server, or else a new one.
  func take(for url: WebURL) -> Transfer {
    let found = idle.withLock { idle in
      idle.lastIndex { $0.origin.isSameOrigin(as: url) }.map { idle.remove(at: $0).transfer }
    }
    found?.rearm()
    return found ?? Transfer()
  }

  /// Takes a transfer back that nobody uses any more.
  func put(_ transfer: Transfer, usedFor url: WebURL) {
    // What is dropped closes its connections, for which nobody else is to wait.
    let dropped = idle.withLock { idle in
      idle.append(Idle(transfer: transfer, origin: url))
      return idle.count > Self.capacity ? idle.removeFirst() : nil
    }
    _ = dropped
  }
}
