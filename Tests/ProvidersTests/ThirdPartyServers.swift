import Foundation
import TestSupport

/// Servers that others wrote, on this machine.
enum ThirdPartyServers {
  /// The LiteLLM proxy in front of our model server: `chain-`, `claude-` and `gem-` before a behaviour's name say by
  /// which wire it asks.
  static let proxy = LateServer {
    try ServedProcess.start(
      Repository.path("Tests/Clients/models/litellm"),
      [ServedProcess.freePort(), ModelServer.shared.get().address])
  }
  /// The key that the proxy wants.
  static let proxyKey = "sk-test-1234"

  /// The folder with llama.cpp's server, made by `Tests/Clients/models/llama/build`; nil if `SHOTLOG_LLAMA` names none.
  static let llamaFolder = ProcessInfo.processInfo.environment["SHOTLOG_LLAMA"]
  /// That server with a model of random numbers that looks at pictures.
  static let llama = LateServer { try startLlama() }
  /// The same without eyes.
  static let blindLlama = LateServer { try startLlama("text") }

  private static func startLlama(_ more: String...) throws -> String {
    try ServedProcess.start(
      Repository.path("Tests/Clients/models/llama/serve"),
      [llamaFolder ?? "", ServedProcess.freePort()] + more)
  }
}

/// A server that takes its time to start, while other tests go on.
struct LateServer: Sendable {
  private let start: Task<String, any Error>

  init(_ body: @escaping @Sendable () throws -> String) {
    start = Task {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
      }
    }
  }

  /// Where it answers, once it does.
  var address: String { get async throws { try await start.value } }
}
