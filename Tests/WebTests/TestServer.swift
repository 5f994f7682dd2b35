import Foundation
import Synchronization
import TestSupport
import Testing
import Web

/// The server of `server.py`, in a process of its own for as long as the tests run.
struct TestServer: Sendable {
  private struct Ports: Decodable {
    let plain: Int
    let tls: Int
  }

  /// Where it answers.
  let plain, tls: Int
  /// The certificate that its encrypted port shows, which no authority has signed.
  let certificate: String

  /// The one for all tests; it ends when our end of its input closes.
  static let shared = Result { try TestServer() }

  private init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-web-\(ProcessInfo.processInfo.processIdentifier)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (key, certificate) = ("\(folder)/key.pem", "\(folder)/certificate.pem")
    let maker = Process()
    maker.executableURL = URL(filePath: "/usr/bin/env")
    maker.arguments = [
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key,
      "-out", certificate, "-subj", "/CN=localhost", "-addext",
      "subjectAltName=DNS:localhost",
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    let both = "\(folder)/both.pem"
    try (Data(contentsOf: URL(filePath: certificate)) + Data(contentsOf: URL(filePath: key)))
      .write(to: URL(filePath: both))

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Repository.path("Tests/WebTests/server.py"), both]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    Self.running.withLock { $0.append((process, input)) }
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      line += more
    }
    let ports = try JSONDecoder().decode(Ports.self, from: line)
    (plain, tls, self.certificate) = (ports.plain, ports.tls, certificate)
  }

  /// Keeps the pipe open.
  private static let running = Mutex<[(Process, Pipe)]>([])

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
