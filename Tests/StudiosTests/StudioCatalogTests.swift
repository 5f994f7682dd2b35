import Providers
import Studios
import TestSupport
import Testing
import Web

/// The member `studios` of a configuration.
@Suite(.timeLimit(.minutes(40))) struct StudioCatalogTests {
  private func catalog(_ text: String) throws -> StudioCatalog {
    try StudioCatalog(reading: text.utf8)
  }

  private func complaint(_ text: String) -> CatalogError? {
    do throws(CatalogError) {
      _ = try StudioCatalog(reading: text.utf8)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a configuration without studios has none`() throws {
    #expect(try catalog(#"{"model": "embedded"}"#).names.isEmpty)
    #expect(try StudioCatalog.empty.entry("openai", environment: [:]) == nil)
  }

  @Test func `what is configured is what is asked`() throws {
    let catalog = try catalog(
      """
      {"studios": {
        "openai": {"kind": "openai", "key_env": "K"},
        "veo": {"kind": "gemini", "url": "http://127.0.0.1:9/x/", "headers": {"X-A": "b"},
                "poll_seconds": 2, "patience_seconds": 90, "idle_seconds": 3, "call_seconds": 4,
                "transfer_seconds": 5}
      }}
      """)
    #expect(catalog.names == ["openai", "veo"])
    let openai = try #require(try catalog.entry("openai", environment: ["K": "sk-1"]))
    #expect(openai.base == "https://api.openai.com/v1" && openai.key?.words == "sk-1")
    let veo = try #require(try catalog.entry("veo", environment: [:]))
    #expect(veo.base == "http://127.0.0.1:9/x/" && veo.headers["X-A"]?.words == "b")
    #expect(veo.key == nil && veo.pause == .seconds(2) && veo.patience == .seconds(90))
    #expect(veo.idle == .seconds(3) && veo.call == .seconds(4) && veo.transfer == .seconds(5))
    #expect(try catalog.studio("veo", environment: [:]) is GeminiStudio)
    #expect(try catalog.studio("openai", environment: ["K": "k"]) is OpenAIStudio)
    #expect(try catalog.studio("runway", environment: [:]) == nil)
  }

  @Test func `a key that is not set is asked for by its variable`() throws {
    let catalog = try catalog(#"{"studios": {"a": {"kind": "openai", "key_env": "K"}}}"#)
    let error = #expect(throws: CatalogError.self) {
      try catalog.entry("a", environment: ["K": ""])
    }
    #expect(error?.code == .noKey && error?.message.contains("export K=") == true)
  }

  @Test(arguments: [
    (#"{"studios": 3}"#, "studios must be an object"), (#"{"studios": {"a": {}}}"#, "kind must"),
    (
      "{\"studios\": {\"a\":\n {\"kind\": \"sora\"}}}", "line 2: kind must be one of openai, gemini"
    ),
    (#"{"studios": {"local": {"kind": "openai"}}}"#, "cannot be named \"local\""),
    (#"{"studios": {"a/b": {"kind": "openai"}}}"#, "cannot be named"),
    (#"{"studios": {"a:b": {"kind": "openai"}}}"#, "cannot be named"),
    (#"{"studios": {"a": {"kind": "openai", "url": "ftp://x"}}}"#, "url must be"),
    (#"{"studios": {"a": {"kind": "openai", "key": "sk-1"}}}"#, "nothing is called \"key\" here"),
    (#"{"studios": {"a": {"kind": "openai", "poll_seconds": 0}}}"#, "above zero"),
    (#"{"studios": "#, "line 1"),
  ])
  func `what is wrong is told with its line`(text: String, words: String) throws {
    let error = try #require(complaint(text))
    #expect(error.code == .invalid && "\(error)".contains(words), "\(error)")
  }

  @Test func `models are read from a configuration that has studios`() throws {
    let text = #"{"model": "embedded", "studios": {"a": {"kind": "openai"}}}"#
    #expect(try ModelCatalog(reading: text.utf8).defaultModel == "embedded")
  }

  @Test func `a key never shows`() throws {
    let catalog = try catalog(#"{"studios": {"a": {"kind": "openai", "key_env": "K"}}}"#)
    let entry = try #require(try catalog.entry("a", environment: ["K": "sk-hidden"]))
    var words = "\(entry) "
    dump(entry, to: &words)
    dump(OpenAIStudio(entry, over: .init(policy: .offline)), to: &words)
    #expect(!words.contains("sk-hidden"))
  }
}
