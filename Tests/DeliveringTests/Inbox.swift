import Foundation
import HTTP
import Synchronization
import TestSupport

/// A receiver: keeps what is sent to it, and answers as its path says.
final class Inbox: Sendable {
  /// Something that came.
  struct Letter: Sendable {
    let path, signature, type: String
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    /// What the signature says of the time.
    var seconds: Int? {
      Int(signature.prefix { $0 != "," }.dropFirst(2))
    }
  }

  private final class Pile: Sendable {
    let letters = Mutex<[Letter]>([])
    let open = Mutex((now: 0, most: 0))

    func take(_ request: Request) async throws {
      let letter = Letter(
        path: request.head.path, signature: request.head.headers["TL-Signature"] ?? "",
        type: request.head.headers["Content-Type"] ?? "", body: try await request.body.bytes())
      letters.withLock { $0.append(letter) }
    }
  }

  private let pile = Pile()
  private let server: HTTPServer
  private let spool: String

  init() throws {
    spool =
      FileManager.default.temporaryDirectory
      .appending(path: "shotlog-inbox-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
    var router = Router { problem, _ in .text(problem.status, problem.message) }
    let pile = pile
    router.on(.post, "/answers/{status}") { request, parameters in
      try await pile.take(request)
      return Response(Int(parameters["status"]) ?? 500)
        .with("Location", "/answers/200")
    }
    router.on(.post, "/slow/{milliseconds}") { request, parameters in
      try await pile.take(request)
      pile.open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      defer { pile.open.withLock { $0.now -= 1 } }
      let time = Int(parameters["milliseconds"]) ?? 0
      try await Task.sleep(for: .milliseconds(time))
      return Response(200)
    }
    server = try HTTPServer.start(port: 0, spool: spool, router: router)
  }

  deinit { try? FileManager.default.removeItem(atPath: spool) }

  /// Where it is.
  func url(_ path: String) -> String { "http://127.0.0.1:\(server.port)\(path)" }

  /// All that came, in order.
  var letters: [Letter] { pile.letters.withLock { $0 } }

  /// How many at most were being answered at once, of those that take their time.
  var most: Int { pile.open.withLock { $0.most } }
}
