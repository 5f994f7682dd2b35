import Foundation
import HTTP
import Threads

/// A server for a test, with a spool of its own.
final class Served: Sendable {
  let server: HTTPServer
  let spool: String
  private let recorded: Records

  private final class Records: Sendable {
    let all = Guarded<[ExchangeRecord]>([])
  }

  var port: UInt16 { server.port }

  init(
    _ router: Router, _ limits: HTTPLimits = HTTPLimits(), address: String = "127.0.0.1"
  ) throws {
    spool =
      FileManager.default.temporaryDirectory
      .appending(path: "shotlog-http-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
    let records = Records()
    recorded = records
    server = try HTTPServer.start(
      address: address, port: 0, limits: limits, spool: spool, router: router
    ) { record in records.all.withLock { $0.append(record) } }
  }

  deinit { try? FileManager.default.removeItem(atPath: spool) }

  /// What exchanges there were, as soon as there are so many.
  func records(atLeast count: Int) async throws -> [ExchangeRecord] {
    try await eventually { self.recorded.all.withLock { $0.count >= count } }
    return recorded.all.withLock { $0 }
  }

  /// Files in the spool.
  func spooled() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: spool) }

  /// Talks to the server on a thread of its own.
  func client<Value: Sendable>(
    _ body: @escaping @Sendable (RawClient) throws -> Value
  ) async throws -> Value {
    let port = port
    return try await blocking { try body(RawClient(port)) }
  }
}

struct NeverHappened: Error {}

/// A number that some other bytes would hardly give.
func echoSum(_ bytes: [UInt8]) -> UInt64 {
  stride(from: bytes.count - 1, through: 0, by: -max(1, bytes.count / 10_007)).reduce(0) {
    $0 &* 31 &+ UInt64(bytes[$1])
  }
}

/// Waits for something that another thread brings about.
func eventually(_ condition: @Sendable () throws -> Bool) async throws {
  for _ in 0..<60_000 {
    if try condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw NeverHappened()
}

extension Router {
  /// A router whose problems are worded as `code message`.
  static func plain(trailingSlash: Router.TrailingSlash = .ignored) -> Router {
    Router(trailingSlash: trailingSlash) { problem, _ in
      .text(problem.status, "\(problem.code.rawValue) \(problem.message)")
    }
  }

  /// A router that says what it got.
  static func echo() -> Router {
    var router = Router.plain()
    let describe: Handler = { request, parameters in
      let bytes = try await request.body.bytes()
      let kind =
        switch request.body {
        case .none: "none"
        case .bytes: "bytes"
        case .file: "file"
        case .form: "form"
        }
      let sum = echoSum(bytes)
      return .text(200, "\(request.head.method.name) \(kind) \(bytes.count) \(sum)")
    }
    router.on(.get, "/echo", describe)
    router.on(.post, "/echo", options: RouteOptions(bodyLimit: 100 << 20), describe)
    router.on(.get, "/hello") { _, _ in .text(200, "hello") }
    return router
  }
}

/// Runs a program of Python's and gives what it writes.
func python(_ program: String) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", program]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw NeverHappened() }
  return Array(bytes)
}

/// Waits on a thread that may be held up.
func waitFor(_ condition: () throws -> Bool) throws {
  for _ in 0..<60_000 {
    if try condition() { return }
    usleep(10_000)
  }
  throw NeverHappened()
}
