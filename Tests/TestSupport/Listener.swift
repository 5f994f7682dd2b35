internal import Glibc

/// A socket on loopback that lets clients connect, or not even that, and never says a word.
public final class Listener: Sendable {
  struct Failure: Error {}

  /// Where it can be connected to.
  public let port: Int
  private let descriptor: CInt
  private let crowd: [CInt]

  /// Opens a port; one that is `full` answers nobody who wants to connect.
  public init(full: Bool = false) throws {
    let descriptor = Self.openSocket()
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var crowd: [CInt] = []
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard unsafe bind(descriptor, generic, size) == 0, listen(descriptor, full ? 0 : 16) == 0,
          unsafe getsockname(descriptor, generic, &size) == 0
        else { return false }
        for _ in 0..<(full ? 4 : 0) {
          crowd.append(Self.openSocket())
          _ = unsafe connect(crowd[crowd.count - 1], generic, size)
        }
        return true
      }
    }
    guard isListening else { throw Failure() }
    (port, self.crowd) = (Int(UInt16(bigEndian: address.sin_port)), crowd)
  }

  deinit { for open in crowd + [descriptor] { close(open) } }

  /// Whether somebody has connected since the last question.
  public func hasVisitor() -> Bool {
    let visitor = accept(descriptor, nil, nil)
    if visitor >= 0 { close(visitor) }
    return visitor >= 0
  }

  private static func openSocket() -> CInt {
    socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
  }
}
