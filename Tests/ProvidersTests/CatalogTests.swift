import Models
import Providers
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(40)), .computing) struct CatalogTests {
  private static let whole = """
    {
      "model": "film",
      "aliases": { "film": "pegasus1.5", "pegasus1.5": "local/qwen3-vl:8b" },
      "providers": {
        "local": { "kind": "ollama", "idle_seconds": 300 },
        "cloud": {
          "kind": "openai", "key_env": "CLOUD_KEY", "headers": { "OpenAI-Project": "p1" },
          "concurrency": 3, "prices": { "input": 1, "output": 2 },
          "models": {
            "gpt-5.6": {
              "prices": { "input": 1.25, "output": 10 },
              "profile": { "max_images": 20 }
            }
          }
        }
      }
    }
    """

  @Test func `aliases, entries, keys and prices are found`() throws {
    let catalog = try ModelCatalog(reading: Self.whole.utf8)
    #expect(catalog.meaning(of: catalog.defaultModel) == "local/qwen3-vl:8b")
    let local = try #require(try catalog.entry("film", environment: [:]))
    #expect(local.identity.description == "local/qwen3-vl:8b" && local.kind == .ollama)
    #expect(local.idle == .seconds(300) && local.key == nil && local.prices == nil)
    let cloud = try #require(try catalog.entry("cloud/gpt-5.6", environment: ["CLOUD_KEY": "k"]))
    #expect(cloud.prices == TokenPrices(input: 1.25, output: 10))
    #expect(cloud.profile.mostPictures == 20 && cloud.concurrentCalls == 3)
    let other = try #require(try catalog.entry("cloud/other", environment: ["CLOUD_KEY": "k"]))
    #expect(other.prices == TokenPrices(input: 1, output: 2))
    #expect(other.profile.mostPictures == ServerProfile(for: .openai).mostPictures)
    #expect(try catalog.entry("embedded", environment: [:]) == nil)
  }

  @Test func `a secret is never shown`() throws {
    let catalog = try ModelCatalog(reading: Self.whole.utf8)
    let entry = try #require(
      try catalog.entry("cloud/gpt-5.6", environment: ["CLOUD_KEY": "very-secret"]))
    var dumped = ""
    dump(entry, to: &dumped)
    for text in ["\(entry)", String(reflecting: entry), dumped] {
      #expect(!text.contains("very-secret") && !text.contains("p1"))
    }
  }

  @Test func `a key that is not set is asked for by its variable`() throws {
    let catalog = try ModelCatalog(reading: Self.whole.utf8)
    let error = try #require(throws: CatalogError.self) {
      try catalog.entry("cloud/gpt-5.6", environment: ["CLOUD_KEY": ""])
    }
    #expect(error.code == .noKey && error.message.contains("CLOUD_KEY"))
  }

  @Test(arguments: ["nothing", "no/model", "cloudy/gpt"])
  func `what is not configured is told with what is`(name: String) throws {
    let catalog = try ModelCatalog(reading: Self.whole.utf8)
    let error = try #require(throws: CatalogError.self) {
      try catalog.entry(name, environment: [:])
    }
    #expect(error.code == .noSuchModel)
  }

  @Test(arguments: [
    ("{\n\"model\": 3}", 2, "model must be words"), ("[]", 1, "must be an object"),
    ("{\n\n\"modell\": \"x\"}", 3, "modell"), ("{\"model\": \"x/y\"}", 1, "x/y"),
    ("{\n\"aliases\": {\n\"a\": \"b\",\n\"b\": \"a\"}}", 3, "leads back"),
    ("{\"providers\": {\n\"p\": {}}}", 2, "kind must be one of"),
    ("{\"providers\": {\n\"p\": {\n\"kind\": \"gpt\"}}}", 3, "kind must be one of"),
    ("{\"providers\": {\n\"p\": {\"kind\": \"compatible\"}}}", 2, "needs a url"),
    ("{\"providers\": {\n\"a/b\": {\"kind\": \"ollama\"}}}", 2, "cannot be named"),
    (
      "{\"providers\": {\"p\": {\"kind\": \"ollama\",\n\"prices\": {\"input\": -1}}}}", 2, "dollars"
    ),
    ("{\"providers\": {\"p\": {\"kind\": \"ollama\",\n\"concurrency\": 0}}}", 2, "1 to 1000"),
    (
      "{\"providers\": {\"p\": {\"kind\": \"ollama\",\n\"profile\": {\n\"order\": \"odd\"}}}}", 3,
      "order must be one of"
    ),
    (
      "{\"providers\": {\"p\": {\"kind\": \"ollama\", \"models\": {\n\"m\": {\"key\": 1}}}}}", 2,
      "nothing is called \"key\""
    ),
    ("{\"model\": \"embedded\",\n}", 2, "a name in double quotes"),
  ])
  func `what is wrong is told with its line`(text: String, line: Int, words: String) throws {
    let error = try #require(throws: CatalogError.self) { try ModelCatalog(reading: text.utf8) }
    #expect(error.line == line && error.code == .invalid)
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func `without a configuration the embedded model answers`() throws {
    #expect(try ModelCatalog.empty.entry(ModelCatalog.empty.defaultModel, environment: [:]) == nil)
    #expect(try ModelCatalog(reading: "{}".utf8).defaultModel == "embedded")
  }
}
