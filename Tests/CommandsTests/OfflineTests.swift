import Foundation
import TestSupport
import Testing

/// What the system sees of `analyze`, call by call.
@Suite(.timeLimit(.minutes(40)), .computing) struct OfflineTests {
  private static let server = Result {
    try ServedProcess.start(
      Repository.path(".build-clients/bin/python"),
      [Repository.path("Tests/Clients/models/server.py"), "--check"])
  }

  /// The calls by which a run of the built tool, and whatever it starts, opens or uses sockets.
  private static func networkCalls(_ words: [String]) throws -> (calls: [Substring], code: Int32) {
    let folder = try TemporaryFolder()
    let config = "\(folder.path)/config.json"
    try """
    { "transcriber": "ear/whisper-1", "providers": {
      "ear": { "kind": "compatible", "url": "\(try server.get())/v1" },
      "eye": { "kind": "ollama", "url": "\(try server.get())" },
      "far": { "kind": "anthropic", "url": "https://anthropic.invalid" } } }
    """.write(toFile: config, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/strace")
    process.arguments =
      [
        "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", "\(folder.path)/calls",
        Built.tool,
      ]
      + ["analyze", media("shots.mp4"), "--config", config, "--screen", "none", "--to", "4"]
      + words
    process.environment = ["XDG_CACHE_HOME": folder.path, "PATH": "/usr/bin:/bin"]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    let calls = try String(contentsOfFile: "\(folder.path)/calls", encoding: .utf8)
    return (calls.split(separator: "\n"), process.terminationStatus)
  }

  @Test(arguments: [["--model", "eye/good"], ["--model", "far/claude", "--prompt", "Why?"], []])
  func `offline no socket is ever made, whatever is configured`(words: [String]) throws {
    let (calls, code) = try Self.networkCalls(words + ["--offline"])
    #expect(calls.isEmpty, "\(calls.prefix(5))")
    #expect(code == 0)
  }

  @Test func `the embedded model makes none, even without being told`() throws {
    let (calls, code) = try Self.networkCalls(["--transcribe", "none"])
    #expect(calls.isEmpty && code == 0)
  }

  @Test func `online the same run talks, so that silence means something`() throws {
    let (calls, code) = try Self.networkCalls(["--model", "eye/good"])
    #expect(calls.contains { $0.contains("connect(") } && code == 0)
  }
}
