import Delivering
import Foundation
import Synchronization
import Tasks
import TestSupport
import Testing
import Web

/// A data folder of a test's own, with a clock that the test moves.
final class Office: Sendable {
  private let path: String
  private let time = Mutex<Int64>(1_700_000_000_000)

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var now: Moment { Moment(milliseconds: time.withLock { $0 }) }

  /// Lets time pass.
  func wait(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }

  /// Opens the folder as the server would after a start.
  func open() throws -> Store {
    var settings = Store.Settings()
    settings.now = { [self] in now }
    return try Store(path, as: .visitor, settings)
  }

  /// Delivers to addresses whose secret is `secret` while something is done.
  func delivering(
    _ store: Store, to urls: [String], policy: AddressPolicy = .any,
    timeout: Duration = .seconds(5),
    _ body: () async throws -> Void
  ) async throws {
    var settings = Deliverer.Settings()
    settings.now = { [self] in now }
    (settings.pause, settings.timeout) = (.milliseconds(5), timeout)
    settings.onTrouble = { Issue.record("\($0)") }
    let receivers = try urls.map { try #require(Receiver(url: $0, secret: "secret")) }
    let deliverer = Deliverer(store.deliveries, to: receivers, policy: policy, settings)
    let task = Task { await deliverer.run() }
    defer { task.cancel() }
    try await body()
    task.cancel()
    await task.value
  }
}

extension Store {
  /// The one delivery about a task.
  func delivery(about task: String) async throws -> Delivery {
    try #require(try await deliveries.about([task])[task]?.first)
  }
}

struct NeverHappened: Error {}

/// Waits for something that others bring about.
func eventually(_ condition: () async throws -> Bool) async throws {
  for _ in 0..<120_000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  throw NeverHappened()
}

/// The signature as a receiver computes it, by others' code.
func signature(of body: [UInt8], at seconds: Int) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [
    "python3", "-c",
    """
    import hmac, sys
    message = sys.argv[2].encode() + b"." + sys.stdin.buffer.read()
    print(hmac.new(sys.argv[1].encode(), message, "sha256").hexdigest(), end="")
    """, "secret", "\(seconds)",
  ]
  let (input, output) = (Pipe(), Pipe())
  (process.standardInput, process.standardOutput) = (input, output)
  try process.run()
  try input.fileHandleForWriting.write(contentsOf: Data(body))
  try input.fileHandleForWriting.close()
  let code = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return "t=\(seconds),v1=\(code)"
}
