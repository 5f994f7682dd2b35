import Foundation
import Studios
import TestSupport
import Testing
import Web

/// What holds whatever is ordered, and whatever goes wrong.
@Suite(.timeLimit(.minutes(40)), .waiting) struct StudioPropertyTests {
  /// Words of any kind, those among them that mean something to forms, headers and JSON.
  private func prompt(using generator: inout SplitMix64) -> String {
    let pieces = [
      "\"", "\\", "\r\n", "--", "; filename=\"a\"", "%22", "{", "}", "\u{0}", "\t", "é", "猫",
      "שלום", "\u{202E}", "🐈‍⬛", "\u{FEFF}", "<b>", "&amp;", "a paper boat", " ",
      "Content-Type: text/html", "--shotlog-",
    ]
    let count = Int.random(in: 1...30, using: &generator)
    return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test(arguments: StudioConformance.all, 0..<25)
  func `any prompt reaches the service as it is`(
    suite: StudioConformance, seed: UInt64
  ) async throws {
    var generator = SplitMix64(seed: seed)
    var (order, tag) = suite.order("good")
    order.prompt = prompt(using: &generator)
    _ = try await suite.studio().begin(order, key: suite.key)
    // Python's own parsers read what was sent.
    #expect(try await StudioServer.shared.get().asked(tag).map(\.prompt) == [order.prompt])
  }

  @Test(arguments: StudioConformance.all, 0..<25)
  func `whatever goes wrong, no film is begun twice or kept in part`(
    suite: StudioConformance, seed: Int
  ) async throws {
    let tag = "chaos-\(suite.kind)-\(seed)"
    let order = StudioOrder(model: "sora-2~chaos~\(tag)", prompt: "A paper boat")
    let studio = try suite.studio {
      ($0.idle, $0.retryPolicy.retries, $0.retryPolicy.firstDelay) = (
        .milliseconds(500), 3, .milliseconds(5)
      )
    }
    let place = try Place()
    let error = await failure { () throws(StudioError) in
      let job = try await studio.begin(order, key: tag)
      let files = try await StudioWatch(studio).files(of: job)
      for file in files where file.variant == .video {
        _ = try await studio.fetch(file, to: place.film, limit: 1 << 20)
      }
    }
    #expect(try await StudioServer.shared.get().jobs(tag).count <= 1)
    if let error {
      #expect(error.mayPass, "\(error)")
      #expect(try place.names.isEmpty)
    } else {
      #expect(try place.names == ["film.mp4"])
      #expect(try Data(contentsOf: URL(filePath: place.film)) == StudioConformance.film)
    }
  }
}
