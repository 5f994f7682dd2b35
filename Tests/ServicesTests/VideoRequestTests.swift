import JSON
import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct VideoRequestTests {
  private static let native = VideoDoor(isFacade: false, isFromOpenAI: false, isForm: false)
  private static let client = VideoDoor(isFacade: false, isFromOpenAI: true, isForm: true)
  private static let facade = VideoDoor(isFacade: true, isFromOpenAI: false, isForm: false)

  private static func ask(_ json: JSONValue, _ door: VideoDoor = native) throws -> VideoAsk {
    try VideoAsk(Bifrost.VideoGenerationRequest(json), through: door)
  }

  private static func refusal(_ json: JSONValue, _ door: VideoDoor = native) -> String {
    do {
      _ = try ask(json, door)
      return ""
    } catch let refusal as BifrostRefusal {
      return refusal.error.message
    } catch {
      return "\(error)"
    }
  }

  @Test func `a whole request is understood`() throws {
    let ask = try Self.ask([
      "model": "openai/sora-2", "prompt": "A boat", "seconds": "4.25", "size": "1280x720",
      "negative_prompt": "rain", "seed": -7, "audio": true, "video_uri": "a",
      "input_reference": ["image_url": "data:image/png;base64,AA=="], "unknown": [1, 2],
      "fallbacks": ["local/storyboard", ["provider": "gemini", "model": "veo-3/fast"]],
    ])
    #expect(ask.targets.map(\.text) == ["openai/sora-2", "local/storyboard", "gemini/veo-3/fast"])
    #expect(ask.size?.text == "1280x720" && ask.seconds?.milliseconds == 4250)
    #expect(ask.seed == -7 && ask.hasTone && ask.negativePrompt == "rain" && ask.video == "a")
    #expect(ask.reference == "data:image/png;base64,AA==")
  }

  @Test func `what is missing is said in the words of the door`() {
    #expect(Self.refusal(["prompt": "a"]) == "model is required")
    #expect(Self.refusal(["prompt": "a"], Self.facade) == "model field is required")
    #expect(Self.refusal(["prompt": "a"], Self.client) == "")
    #expect(Self.refusal(["model": "openai/a"]) == "prompt cannot be empty")
    #expect(Self.refusal(["model": "openai/a", "prompt": " "]) == "prompt cannot be empty")
    #expect(Self.refusal(["model": "a", "prompt": "b"], Self.facade) == "")
    #expect(Self.refusal(["model": "openai/a"], Self.facade) == "prompt field is required")
    for model in ["a", "/a", "a/", "a b/c", "a:b/c"] {
      #expect(
        Self.refusal(["model": .text(model), "prompt": "b"])
          == "provider is required in model field (format: provider/model)")
    }
  }

  @Test(arguments: [
    ("sora-2-pro", "openai"), ("veo-3.0", "gemini"), ("storyboard", "local"),
  ])
  func `known models need no provider`(model: String, provider: String) throws {
    #expect(
      try Self.ask(["model": .text(model), "prompt": "a"]).target
        == .init(provider: provider, model: model))
  }

  @Test(arguments: [
    "", "1280", "1280x", "x720", "1280x720x3", "-64x64", "1281x720", "63x64", "62x64", "4098x64",
    "4096x4096", "999999x64", "１２８０x720", "1280 x 720",
  ])
  func `no such size`(text: String) { #expect(VideoSize(text) == nil) }

  @Test(arguments: [
    "", "0", "0.4", "600.1", "-4", "4s", "1e2", "NaN", ".5", "4.", "9999999999999", "٤",
  ])
  func `no such length`(text: String) { #expect(VideoSeconds(text) == nil) }

  @Test func `lengths are written as short as they are`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let milliseconds = Int64(500 + random.next() % 599_501)
      let text = VideoSeconds(milliseconds: milliseconds)?.text ?? ""
      #expect(VideoSeconds(text)?.milliseconds == milliseconds)
      #expect(Double(text) == Double(milliseconds) / 1000)
      #expect(!text.contains(".") || !text.hasSuffix("0"))
    }
  }

  @Test func `seconds may be a number, and nothing else`() throws {
    #expect(try Self.ask(["model": "a/b", "prompt": "c", "seconds": 8]).seconds?.text == "8")
    #expect(try Self.ask(["model": "a/b", "prompt": "c", "seconds": 8.5]).seconds?.text == "8.5")
    #expect(Self.refusal(["model": "a/b", "prompt": "c", "seconds": true]).contains("seconds"))
    #expect(Self.refusal(["model": "a/b", "prompt": "c", "seconds": 1e300]).contains("seconds"))
  }

  @Test func `prompts have a bound`() {
    let long = String(repeating: "ä", count: 32_000)
    #expect(Self.refusal(["model": "a/b", "prompt": .text(long)]) == "")
    #expect(Self.refusal(["model": "a/b", "prompt": .text(long + "b")]).contains("32000"))
    #expect(
      Self.refusal(["model": "a/b", "prompt": "c", "negative_prompt": .text(long + "b")])
        .contains("negative_prompt"))
  }

  @Test func `a form stands for a document`() throws {
    let document = VideoForm.document([
      ("model", "openai/sora-2"), ("prompt", "7"), ("seconds", "4"), ("seed", "7"),
      ("audio", "true"), ("fallbacks[][provider]", "a"), ("fallbacks[][model]", "b"),
      ("fallbacks[][provider]", "c"), ("fallbacks[][model]", "d"),
      ("input_reference[image_url]", "https://a/b.png"),
    ])
    #expect(
      document == [
        "model": "openai/sora-2", "prompt": "7", "seconds": "4", "seed": 7, "audio": true,
        "fallbacks": [["provider": "a", "model": "b"], ["provider": "c", "model": "d"]],
        "input_reference": ["image_url": "https://a/b.png"],
      ])
    #expect(
      VideoForm.document([("fallbacks[0][model]", "b"), ("fallbacks[0][provider]", "a")])
        == ["fallbacks": [["model": "b", "provider": "a"]]])
    #expect(
      VideoForm.document([("fallbacks[]", "a/b"), ("fallbacks[]", "c/d")])
        == ["fallbacks": ["a/b", "c/d"]])
  }

  @Test func `no form is too odd`() {
    var random = SplitMix64(seed: 9)
    let signs = Array("ab[]0[][")
    for _ in 0..<5000 {
      let parts = (0..<Int(random.next() % 6)).map { _ in
        let name = (0..<Int(random.next() % 9)).map { _ in signs[Int(random.next() % 8)] }
        return (name: String(name), text: "t")
      }
      #expect(VideoForm.document(parts).asMembers != nil)
    }
  }

  @Test func `an order is read as it was written`() throws {
    var order = FilmOrder(
      [.init(provider: "a", model: "b/c"), .init(provider: "local", model: "storyboard")],
      prompt: "Say \"x\"\n", size: .usual, seconds: .usual, seed: .min)
    #expect(FilmOrder(try JSONReader().value(of: order.json.text)) == order)
    (order.negativePrompt, order.hasTone, order.source, order.parent) = ("n", true, "s", ["a": 1])
    (order.key, order.checkpoint, order.referencePath) = ("k", [1], "/r")
    (order.sourcePath, order.drafts, order.answers) = ("/s", "/d", "/a")
    #expect(FilmOrder(try JSONReader().value(of: order.json.text)) == order)
    #expect(FilmOrder([:]) == nil)
  }
}
