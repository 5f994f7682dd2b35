import Foundation
import JSON
import Providers
import Studios
import TestSupport
import Web

/// The server of `server.py`, in a process of its own for as long as the tests run.
///
/// It answers what breaks the rules of a wire with a status of its own, 418.
struct StudioServer: Sendable {
  /// A request as the server saw it.
  struct Asked: Decodable {
    let method, path: String
    let key, prompt: String?
    let status: Int?
    let facts: [String: String]?
  }

  /// Where it answers.
  let address: String

  /// The one for all tests; it ends when our end of its input closes.
  static let shared = Result { try StudioServer() }

  private init() throws {
    address = try ServedProcess.start(
      "/usr/bin/env", ["python3", Repository.path("Tests/StudiosTests/server.py")])
  }

  /// Describes a studio there, which tries again soon, and bears with a machine that runs other tests as well.
  func entry(_ kind: StudioKind, key: String? = "sk-studio-key") -> StudioEntry {
    let path = kind == .openai ? "/v1" : "/v1beta"
    var entry = StudioEntry("lab", kind, base: address + path, key: key.map { Secret($0) })
    entry.retryPolicy.firstDelay = .milliseconds(20)
    entry.retryPolicy.jitter = 0
    entry.connect = .seconds(60)
    entry.pause = .milliseconds(100)
    return entry
  }

  /// What was asked for a job of that tag, in order.
  func asked(_ tag: String) async throws -> [Asked] { try await told("log", tag) }

  /// The jobs of that tag that were begun, in order.
  func jobs(_ tag: String) async throws -> [String] { try await told("jobs", tag) }

  private func told<Value: Decodable>(_ list: String, _ tag: String) async throws -> [Value] {
    let response = try await WebClient(policy: .any)
      .send(WebRequest(try WebURL("\(address)/\(list)/\(tag)")))
    return try JSONDecoder().decode([Value].self, from: Data(response.body))
  }
}
