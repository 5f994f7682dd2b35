import Dispatch
import Glibc

/// A client that sends whatever bytes it is told to, right or wrong.
final class RawClient {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What a server answered.
  struct Answer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    subscript(name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let socket: CInt
  private var held: [UInt8] = []

  /// Connects on loopback.
  init(_ port: UInt16, patience: Int = 600, v6: Bool = false, receiveBuffer: CInt? = nil) throws {
    let family = v6 ? AF_INET6 : AF_INET
    socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var time = timeval(tv_sec: patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    unsafe setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    if var receiveBuffer {
      unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
    }
    var code: CInt = 0
    if v6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      code = unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    } else {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      code = unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    guard code == 0 else { throw Failure(description: "no connection: \(errno)") }
  }

  deinit { close(socket) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          socket, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(description: "nobody takes bytes: \(errno)") }
      sent += count
    }
  }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(socket, CInt(SHUT_WR)) }

  /// Ends the connection so that the other side gets an error and not an end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Some bytes; none at the end.
  func receive() throws -> [UInt8] {
    if !held.isEmpty {
      defer { held = [] }
      return held
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = unsafe recv(socket, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Failure(description: "nothing came: \(errno)") }
    return Array(buffer.prefix(count))
  }

  /// All bytes up to the end of the connection.
  func receiveAll() throws -> [UInt8] {
    var all: [UInt8] = []
    while case let more = try receive(), !more.isEmpty { all += more }
    return all
  }

  /// Whether the other side has ended the connection, and nothing came before that.
  func isClosed() throws -> Bool {
    let bytes = try receive()
    held = bytes
    return bytes.isEmpty
  }

  /// Bytes up to and with some text.
  func receive(through text: String) throws -> String {
    let end = Array(text.utf8)
    var all: [UInt8] = []
    while true {
      if let place = all.firstRange(of: end) {
        held = Array(all[place.upperBound...])
        return String(decoding: all[..<place.upperBound], as: UTF8.self)
      }
      let more = try receive()
      guard !more.isEmpty else {
        throw Failure(description: "ended after \(String(decoding: all, as: UTF8.self))")
      }
      all += more
    }
  }

  private func receive(count: Int) throws -> [UInt8] {
    var all = held
    held = []
    while all.count < count {
      let more = try receive()
      guard !more.isEmpty else { throw Failure(description: "ended after \(all.count) bytes") }
      all += more
    }
    held = Array(all[count...])
    return Array(all[..<count])
  }

  /// The next answer as a whole.
  func answer(toHead: Bool = false) throws -> Answer {
    let lines = try receive(through: "\r\n\r\n").split(separator: "\r\n")
    guard let first = lines.first?.split(separator: " "), first.count >= 2,
      first[0] == "HTTP/1.1", let status = Int(first[1])
    else { throw Failure(description: "no answer: \(lines)") }
    if status == 100 { return try answer(toHead: toHead) }
    let headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return (
        String(line[..<colon]), String(line[colon...].dropFirst().drop { $0 == " " })
      )
    }
    let head = Answer(status: status, headers: headers, body: [])
    if toHead || status == 204 || status == 304 { return head }
    var body: [UInt8] = []
    if head["Transfer-Encoding"] == "chunked" {
      while true {
        let line = try receive(through: "\r\n").dropLast()
        guard let size = Int(line, radix: 16) else { throw Failure(description: "chunk \(line)") }
        body += try receive(count: size)
        _ = try receive(count: 2)
        if size == 0 { break }
      }
    } else if let length = head["Content-Length"].flatMap({ Int($0) }) {
      body = try receive(count: length)
    } else {
      body = try receiveAll()
    }
    return Answer(status: status, headers: headers, body: body)
  }

  /// Sends a request with a body and gives the answer.
  func ask(
    _ method: String, _ target: String, _ fields: String = "", body: [UInt8] = []
  ) throws -> Answer {
    let length = body.isEmpty ? "" : "Content-Length: \(body.count)\r\n"
    try send(Array("\(method) \(target) HTTP/1.1\r\nHost: x\r\n\(length)\(fields)\r\n".utf8) + body)
    return try answer(toHead: method == "HEAD")
  }
}

/// Runs what blocks on a thread of its own, so that the tests' own pool goes on.
func blocking<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "client").async {
      continuation.resume(with: Result { try body() })
    }
  }
}
