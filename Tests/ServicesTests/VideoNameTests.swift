import Services
import TestSupport
import Testing
import Wires

@Suite(.timeLimit(.minutes(40)), .computing) struct VideoNameTests {
  @Test(arguments: [
    "video_0a1b:openai", "video_0a1b:openai:openai", "video_0a1b%3Aopenai",
    "video_0a1b:openai:openai:openai",
  ])
  func `a name comes back in several forms`(text: String) throws {
    #expect(try VideoIdentifier(text) == VideoIdentifier(task: "0a1b", provider: "openai"))
    #expect(try VideoIdentifier(text)?.text == "video_0a1b:openai")
  }

  @Test(arguments: ["video_0a1b", ":openai", "video_0a1b:", ":", "a"])
  func `what is no name is refused`(text: String) {
    #expect(throws: BifrostRefusal.invalid("video_id must be in id:provider format")) {
      try VideoIdentifier(text)
    }
  }

  @Test func `names that nobody was given are nobody's`() throws {
    #expect(try VideoIdentifier("0a1b:openai") == nil)
    #expect(try VideoIdentifier("video_0a1b:openai:gemini") == nil)
    #expect(throws: BifrostRefusal.invalid("video_id is required")) { try VideoIdentifier("") }
  }

  @Test func `lists are asked for by their rules`() throws {
    let native = VideoDoor(isFacade: false, isFromOpenAI: false, isForm: false)
    let client = VideoDoor(isFacade: false, isFromOpenAI: true, isForm: false)
    func words(_ text: String, _ door: VideoDoor) throws -> VideoListing {
      try VideoListing(
        text.split(separator: "&").map {
          let parts = $0.split(separator: "=", omittingEmptySubsequences: false)
          return (String(parts[0]), String(parts[1]))
        }, through: door)
    }
    let plain = try words("provider=openai", native)
    #expect(plain.limit == 20 && !plain.isAscending && plain.provider == "openai")
    #expect(try words("limit=100&order=asc&after=video_1:a", client).after?.task == "1")
    for (text, message) in [
      ("limit=1", "provider query parameter is required"),
      ("provider=a&limit=x", "invalid limit parameter"),
      ("provider=a&limit=0", "limit must be from 1 to 100"),
      ("provider=a&limit=101", "limit must be from 1 to 100"),
      ("provider=a&order=up", "order must be asc or desc"),
      ("provider=a&after=b", "video_id must be in id:provider format"),
      ("provider=a&after=b:a", "after names no video of this list"),
    ] {
      #expect(throws: BifrostRefusal.self, "\(text)") { try words(text, native) }
      do { _ = try words(text, native) } catch let refusal as BifrostRefusal {
        #expect(refusal.error.message == message && refusal.error.statusCode == 400)
      }
    }
  }

  @Test(
    arguments: [
      ("The same in rain", nil, nil, nil), ("Make it 8 seconds", nil, "8", nil),
      ("as a 6.5-second clip, 640x360.", "640x360", "6.5", nil),
      ("A portrait version with seed 42", "720x1280", nil, 42),
      ("A square video", "720x720", nil, nil),
      ("She waits 10 seconds. A portrait hangs on the square.", nil, nil, nil),
      ("duration: 12 s", nil, "12", nil),
    ] as [(String, String?, String?, Int64?)])
  func `a remix keeps what its prompt does not speak of`(
    prompt: String, size: String?, seconds: String?, seed: Int64?
  ) throws {
    let wishes = RemixWishes(prompt, from: try #require(VideoSize("1280x720")))
    #expect(wishes.size?.text == size && wishes.seconds?.text == seconds && wishes.seed == seed)
  }
}
