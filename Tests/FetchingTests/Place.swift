import Fetching
import Foundation
import TestSupport
import Testing
import Web

/// A folder of its own for a test, which goes with it.
final class Place: Sendable {
  /// Without links, as what is fetched is told.
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-fetching-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = URL(filePath: folder).resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Where a file is to be written.
  var draft: String { "\(path)/draft" }

  /// What lies in the folder.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }
}

/// What begins like a film and is none.
let film: [UInt8] = [0, 0, 0, 24] + "ftypmp42".utf8 + [0, 0, 0, 0] + "isommp42".utf8

extension SourcePolicy {
  /// One that lets the test server be asked under one name, and nobody else on this machine.
  static func trying() throws -> SourcePolicy {
    var policy = SourcePolicy()
    let host = try "127.0.0.1:\(TestServer.shared.get().plain)"
    policy.addresses = .publicOnly(allowing: [try #require(HostPattern(host))])
    (policy.patience, policy.idle) = (.seconds(20), .seconds(10))
    return policy
  }
}

extension TestServer {
  /// An address on the server.
  static func address(_ path: String, host: String = "127.0.0.1") throws -> String {
    try "http://\(host):\(shared.get().plain)\(path)"
  }

  /// An address that answers with these bytes, one for each scalar, whatever HTTP says of them.
  static func raw(_ text: String) throws -> String {
    try address("/raw?bytes=\(escaped(text))")
  }

  /// An address that answers well, with this body.
  static func answer(_ body: [UInt8], headers: String = "") throws -> String {
    try raw(
      "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\(headers)\r\n"
        + String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) })))
  }

  /// An address that redirects.
  static func redirect(to target: String) throws -> String {
    try address("/redirect?to=\(escaped(target))")
  }

  private static func escaped(_ text: String) throws -> String {
    try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
  }
}

/// Why something was not brought; nil if it was.
func refusal(
  _ policy: SourcePolicy, _ url: String, into place: Place
) async -> SourceError? {
  do throws(SourceError) {
    _ = try await Fetcher(policy).fetch(url, into: place.draft)
    return nil
  } catch {
    return error
  }
}

/// What `sha256sum` says of bytes.
func digest(_ bytes: [UInt8]) throws -> String {
  let place = try Place()
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/sha256sum")
  process.arguments = [try place.write("bytes", bytes)]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return String(text.prefix(64))
}
