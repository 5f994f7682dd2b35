import Commands
import FoundationEssentials
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .waiting) struct ServeTests {
  @Test(arguments: [
    (#"{"keys": [{"name": "wall", "key_env": "WALL", "scopes": ["read"]}]}"#, "keys[0].scopes"),
    (#"{"keys": [{"name": "wall", "key_env": "WALL", "scope": "all"}]}"#, "keys[0].scope"),
    (#"{"keys": [{"name": "wall", "key_env": "NOBODY"}]}"#, "NOBODY"),
    (#"{"keys": {"wall": "WALL"}}"#, "keys"), (#"{"key": []}"#, "server.key"),
    (#"{"webhooks": [{"url": "http://a", "secret": "b"}]}"#, "webhooks[0].secret"),
    (#"{"roots": "/srv"}"#, "roots"), (#"{"keep_days": -1}"#, "keep_days"),
  ])
  func `a configuration that would mean less than it says is refused`(
    server: String, place: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/config.json"
    try Data(#"{"server": \#(server)}"#.utf8).write(to: URL(filePath: path))
    let run = try ToolRun(
      ["serve", "--port", "0", "--data", "\(folder.path)/data", "--config", path],
      environment: ["WALL": "sesame"])
    #expect(run.code == .usage && run.error.contains(place), "\(run.error)")
  }

  @Test func `an address that others can reach needs keys`() throws {
    let folder = try TemporaryFolder()
    let run = try ToolRun([
      "serve", "--host", "0.0.0.0", "--port", "0", "--data", "\(folder.path)/data",
    ])
    #expect(run.code == .usage && run.error.contains("keys"))
  }
}
