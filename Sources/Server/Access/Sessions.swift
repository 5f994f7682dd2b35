internal import Digests
internal import HTTP
internal import Threads

/// The sessions of the page, whose pictures and videos cannot show a key: a cookie stands for it.
final class Sessions: Sendable {
  private static let cookie = "shotlog_session"
  private static let mostAtOnce = 1000

  private struct State {
    var callers: [String: Caller] = [:]
    var order: [String] = []
  }

  private let state = Guarded(State())

  /// Opens a session, and gives the field that sets its cookie; when there are very many, the oldest ends.
  func open(for caller: Caller) -> String {
    var generator = SystemRandomNumberGenerator()
    let name = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }.hexadecimal
    state.withLock { state in
      state.callers[name] = caller
      state.order.append(name)
      if state.order.count > Self.mostAtOnce {
        state.callers[state.order.removeFirst()] = nil
      }
    }
    return "\(Self.cookie)=\(name); Path=/; HttpOnly; SameSite=Strict"
  }

  /// Whose session a request belongs to; nil for none, and for requests that pages of other servers make.
  func caller(of head: RequestHead) -> Caller? {
    guard Self.isOurs(head) else { return nil }
    for field in head.headers.values(of: "Cookie") {
      for pair in field.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0] == Self.cookie else { continue }
        let name = String(parts[1])
        if let caller = state.withLock({ $0.callers[name] }) { return caller }
      }
    }
    return nil
  }

  /// Browsers send a cookie along to every port of a machine, whoever's page asks for it.
  private static func isOurs(_ head: RequestHead) -> Bool {
    if let site = head.headers["Sec-Fetch-Site"], site != "same-origin", site != "none" {
      return false
    }
    guard let origin = head.headers["Origin"] else { return true }
    guard let host = head.headers["Host"]?.lowercased() else { return false }
    // Whoever ends TLS before this server leaves the host as it was.
    return ["http://\(host)", "https://\(host)"].contains(origin.lowercased())
  }
}
