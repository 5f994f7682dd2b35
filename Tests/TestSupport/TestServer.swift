internal import Foundation
internal import Synchronization

/// The server of `WebTests/server.py`, which misbehaves as the path of a request asks, in a process of its own
/// for as long as the tests run.
public struct TestServer: Sendable {
  private struct Ports: Decodable {
    let plain: Int
    let tls: Int
  }

  /// Where it answers.
  public let plain, tls: Int
  /// The certificate that its encrypted port shows, which no authority has signed.
  public let certificate: String

  /// The one for all tests; it ends when our end of its input closes.
  public static let shared = Result { try TestServer() }

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
}
