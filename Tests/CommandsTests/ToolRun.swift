import FoundationEssentials
import Glibc
import Media
import TestSupport

@testable import Commands

/// One run of the tool inside this process, and what it left behind.
struct ToolRun {
  let code: ExitCode
  let output: [UInt8]
  let error: String

  /// Runs a command line; `input` is what comes through a pipe, or nothing.
  init(
    _ words: [String], environment: [String: String] = [:], input: [UInt8] = [],
    interruption: Interruption = Interruption()
  ) throws {
    let folder = try TemporaryFolder()
    let paths = ["in", "out", "err"].map { "\(folder.path)/\($0)" }
    try Data(input).write(to: URL(filePath: paths[0]))
    let files = unsafe (
      open(paths[0], O_RDONLY), creat(paths[1], 0o600), creat(paths[2], 0o600)
    )
    let console = Console(
      environment: environment, input: files.0, output: OutputStream(files.1),
      error: OutputStream(files.2), interruption: interruption)
    code = Tool.run(words, console)
    for file in [files.0, files.1, files.2] { close(file) }
    output = Array(try Data(contentsOf: URL(filePath: paths[1])))
    error = try String(contentsOf: URL(filePath: paths[2]), encoding: .utf8)
  }

  /// What is on standard output, as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// What is on standard output, as a document.
  func document<Document: Decodable>(_ type: Document.Type = Document.self) throws -> Document {
    try Self.decoder.decode(Document.self, from: Data(output))
  }

  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}

/// A folder that goes when nobody needs it any more.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "shotlog-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names in it, in order.
  func names(in part: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(part)").sorted()
  }
}

/// The path of a fixture.
func media(_ name: String) -> String { Repository.path("Fixtures/media/\(name)") }

/// What ffprobe says of a fixture.
struct Oracle: Decodable {
  struct Frame: Decodable {
    let pts: Int64?
    let number: Int?
    let keyFrame: Int
  }
  struct Stream: Decodable {
    let codecName: String?
    let codecType: String?
    let timeBase: String
    let width: Int?
    let height: Int?
  }

  let frames: [Frame]
  let streams: [Stream]

  static func of(_ name: String) throws -> Oracle {
    let data = try Data(contentsOf: URL(filePath: Repository.path("Fixtures/probes/\(name).json")))
    return try ToolRun.decoder.decode(Oracle.self, from: data)
  }
}
