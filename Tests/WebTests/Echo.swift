import Foundation
import TestSupport
import Testing
import Web

extension TestServer {
  /// An address on the server.
  static func url(_ path: String, host: String = "127.0.0.1") throws -> WebURL {
    try WebURL("http://\(host):\(shared.get().plain)\(path)")
  }

  /// An encrypted address on the server.
  static func secureURL(_ path: String, host: String = "localhost") throws -> WebURL {
    try WebURL("https://\(host):\(shared.get().tls)\(path)")
  }
}

/// What `/echo` says of a request.
struct Echo: Decodable {
  let method, path, body: String
  let size, connection: Int
  let headers: [[String]]

  init(_ response: WebResponse) throws {
    self = try JSONDecoder().decode(Echo.self, from: Data(response.body))
  }

  subscript(name: String) -> String? {
    headers.first { $0[0].lowercased() == name.lowercased() }?[1]
  }
}

extension WebResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// What comes of an exchange: its error, or nil.
func failure(_ body: () async throws(WebError) -> Void) async -> WebError? {
  do throws(WebError) {
    try await body()
    return nil
  } catch {
    return error
  }
}
