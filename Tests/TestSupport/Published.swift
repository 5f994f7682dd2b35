internal import Foundation

/// Documents, and the types of those who published them: Python packages, OpenAPI files, our own JSON Schemas.
public enum Published {
  /// Why documents could not be checked.
  public struct Failure: Error, CustomStringConvertible {
    /// What the checker said.
    public let description: String
  }

  private static let python = Repository.path(".build-clients/bin/python3")

  /// Whether the packages of `Tests/Clients` are installed.
  public static let isInstalled = FileManager.default.isExecutableFile(atPath: python)

  /// What the types have against documents, each given as JSON, one after the other.
  public static func complaints(
    about documents: [(type: String, json: String)]
  ) throws -> [[String]] {
    let list = documents.map { "{\"type\":\"\($0.type)\",\"document\":\($0.json)}" }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "shotlog-published-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("[\(list.joined(separator: ","))]".utf8).write(to: file)
    return try JSONDecoder().decode([[String]].self, from: output("wires.py", [file.path]))
  }

  /// The requests that clients of the services make: a list of objects with `type` and `body`.
  public static func requests() throws -> String {
    String(decoding: try output("asks.py", []), as: UTF8.self)
  }

  /// What a program of `Tests/Clients` prints.
  private static func output(_ script: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [Repository.path("Tests/Clients/\(script)")] + arguments
    process.standardInput = FileHandle.nullDevice
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    // What is wrong is said in a few lines, which the pipe holds while the answer is read.
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: String(decoding: words, as: UTF8.self))
    }
    return answer
  }
}
