import Fetching
import Foundation
import Synchronization
import TestSupport
import Testing
import Web

/// What servers answer, well and badly.
@Suite(.timeLimit(.minutes(40)), .waiting) struct AnswerTests {
  private static func answer(_ head: String, _ body: String = "") -> String {
    "HTTP/1.1 200 OK\r\n\(head)\r\n\r\n\(body)"
  }

  /// Bytes that a server sends, each with what it means.
  private static let hostile: [(String, SourceError.Code)] = [
    ("", .broken), ("\r\n\r\n", .broken), ("nonsense\r\n\r\n", .broken), ("\0\0\0\0", .broken),
    ("ICY 200 OK\r\n\r\nabc", .broken), ("HTTP/9.9 200 OK\r\n\r\n", .broken),
    ("HTTP/1.1 200 OK\r\nContent-", .broken), (answer("Content-Length: 0"), .notMedia),
    (answer("Content-Length: 10", "\0\0\0"), .broken),
    (answer("Content-Length: -1", "\0"), .broken), (answer("Content-Length: x", "\0"), .broken),
    (answer("Content-Length: 99999999999999999999", "\0"), .tooLarge),
    (answer("Content-Length: 9223372036854775807", "\0"), .tooLarge),
    (answer("Content-Length: 1000001", "\0"), .tooLarge),
    (answer("Transfer-Encoding: chunked", "5\r\n\0\0\0"), .broken),
    (answer("Transfer-Encoding: chunked", "zz\r\n\0"), .broken),
    (answer("Transfer-Encoding: chunked", "-1\r\n\0"), .broken),
    (answer("Transfer-Encoding: chunked", "fffffffffffffffff\r\n\0"), .broken),
    (answer("Transfer-Encoding: chunked", "0\r\n\r\n"), .notMedia),
    (answer("Content-Encoding: gzip\r\nContent-Length: 3", "\u{1F}\0\0"), .broken),
    (answer("Content-Encoding: GZip\r\nContent-Length: 3", "\u{1F}\0\0"), .broken),
    (answer("Content-Encoding: br\r\nContent-Length: 3", "\u{1F}\0\0"), .broken),
    (answer("Content-Encoding: deflate, gzip\r\nContent-Length: 1", "\0"), .broken),
    (
      answer("Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 1", "\0"),
      .broken
    ),
    (answer("Content-Encoding: rot13\r\nContent-Length: 1", "\0"), .broken),
    (answer("Content-Type: text/html\r\nContent-Length: 3", "\0\0\0"), .notMedia),
    (answer("Content-Type: Text/HTML; charset=utf-8\r\nContent-Length: 1", "\0"), .notMedia),
    (answer("Content-Type: application/vnd.apple.mpegurl\r\nContent-Length: 1", "\0"), .notMedia),
    (answer("Content-Type: application/dash+xml\r\nContent-Length: 1", "\0"), .notMedia),
    (answer("Content-Type: application/json\r\nContent-Length: 1", "\0"), .notMedia),
    (answer("Content-Length: 8", "#EXTM3U\n"), .notMedia),
    ("HTTP/1.1 204 No Content\r\n\r\n", .refused),
    ("HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\n\0", .refused),
    ("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", .refused),
    ("HTTP/1.1 304 Not Modified\r\n\r\n", .refused),
    ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", .notFound),
    ("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", .notFound),
    ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", .refused),
    ("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", .refused),
    ("HTTP/1.1 999 Oh\r\nContent-Length: 0\r\n\r\n", .refused),
  ]

  @Test(arguments: hostile.indices)
  func `a bad answer is refused, leaves nothing, and the next one is taken`(index: Int)
    async throws
  {
    let (bytes, code) = Self.hostile[index]
    let place = try Place()
    var policy = try SourcePolicy.trying()
    policy.largest = 1_000_000
    let error = await refusal(policy, try TestServer.raw(bytes), into: place)
    #expect(error?.code == code, "\(bytes.prefix(100)): \(error.debugDescription)")
    #expect(try place.names.isEmpty)
    #expect(await refusal(policy, try TestServer.answer(film), into: place) == nil)
  }

  @Test(arguments: [
    ("/flood", SourceError.Code.tooLarge), ("/flood?Content-Encoding=gzip", .broken),
    ("/hollow-gzip", .broken), ("/gzip?text=a&times=3000000", .broken),
    ("/flood?code=404", .notFound), ("/flood?code=302&Location=/echo", .refused),
    ("/flood?Content-Type=text/html", .notMedia), ("/large?size=1000001", .tooLarge),
    ("/large?chunked=1&size=1000001", .tooLarge), ("/large?size=99999999999", .tooLarge),
    ("/hang", .tooSlow), ("/hang-in-head", .tooSlow), ("/hang-in-body", .tooSlow),
    ("/drip?count=1000&pause=0.1", .tooSlow), ("/slow-loop?pause=0.4", .tooSlow),
    ("/cut", .broken), ("/cut-chunk", .broken), ("/cut-before", .broken), ("/reset", .broken),
    ("/vanish", .broken), ("/status?code=503", .refused),
    ("/echo", .notMedia), ("/missing", .notFound), ("/headers?count=100", .tooLarge),
    ("/raw?times=3000&bytes=HTTP/1.1+103+Hints%0D%0AX:+y%0D%0A%0D%0A", .tooLarge),
  ])
  func `a server that misbehaves is left`(path: String, code: SourceError.Code) async throws {
    let place = try Place()
    var policy = try SourcePolicy.trying()
    (policy.largest, policy.patience, policy.idle) = (1_000_000, .seconds(2), .milliseconds(700))
    policy.redirects = 1000
    let error = await refusal(policy, try TestServer.address(path), into: place)
    #expect(error?.code == code, "\(error.debugDescription)")
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: [
    ("/hang-in-body", "The server fell silent."),
    ("/drip?count=1000&pause=0.1", "The transfer took too long."),
  ])
  func `silence is told from slowness`(path: String, message: String) async throws {
    let place = try Place()
    var policy = try SourcePolicy.trying()
    (policy.patience, policy.idle) = (.seconds(2), .milliseconds(500))
    let error = await refusal(policy, try TestServer.address(path), into: place)
    #expect(error == SourceError(.tooSlow, message))
  }

  @Test(arguments: [0, 1, 55, 64, 4095, 4096, 4097, 9_000])
  func `what comes is kept as it is, with its digest`(count: Int) async throws {
    var chance = SplitMix64(seed: UInt64(count))
    let body = film + (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
    let place = try Place()
    let told = Mutex<[(Int64, Int64?)]>([])
    let file = try await Fetcher(.trying()).fetch(
      TestServer.answer(body, headers: "Content-Type: video/mp4\r\n"), into: place.draft
    ) { received, expected in told.withLock { $0.append((received, expected)) } }
    #expect(try Array(Data(contentsOf: URL(filePath: file.path))) == body)
    #expect(try file.digest == digest(body) && file.size == Int64(body.count))
    #expect(file.isDraft && file.path == place.draft && file.type == "video/mp4")
    #expect(file.name == "raw")
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let progress = told.withLock { $0 }
    #expect(progress.last?.0 == file.size && progress.allSatisfy { $0.1 == file.size })
    #expect(zip(progress, progress.dropFirst()).allSatisfy { $0.0 < $1.0 })
  }

  @Test func `a file may be as large as is allowed, and is asked for unpacked`() async throws {
    let place = try Place()
    var policy = try SourcePolicy.trying()
    policy.largest = 1_000_000
    let file = try await Fetcher(policy).fetch(
      TestServer.address("/large?chunked=1&size=1000000"), into: place.draft)
    #expect(file.size == 1_000_000 && file.name == "large" && file.type == nil)
  }

  @Test(arguments: ["3", "3\r\nContent-Length: 3", "3\r\nContent-Length: 5", "5, 3", "+3", "0x5"])
  func `of a body that is longer than announced no more is kept`(length: String) async throws {
    let place = try Place()
    let url = try TestServer.raw(
      "HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n\0\u{1}\u{2}xxxx")
    guard await refusal(try .trying(), url, into: place) == nil else {
      #expect(try place.names.isEmpty)
      return
    }
    let kept = try Array(Data(contentsOf: URL(filePath: place.draft)))
    #expect(kept == [0, 1, 2] || length.contains("5") && kept == [0, 1, 2, 0x78, 0x78])
  }

  @Test func `a redirect is followed, and the name stays the client's`() async throws {
    let place = try Place()
    let target = try TestServer.answer(film)
    let url = try TestServer.redirect(to: target)
    let file = try await Fetcher(.trying()).fetch(url, into: place.draft)
    #expect(file.size == Int64(film.count) && file.name == "redirect")
  }

  @Test func `what is in the way is neither read nor replaced nor removed`() async throws {
    let (place, other) = try (Place(), Place())
    try place.write("draft", [1, 2, 3])
    let url = try TestServer.answer(film)
    #expect(await refusal(try .trying(), url, into: place)?.code == .unwritable)
    #expect(try Array(Data(contentsOf: URL(filePath: place.draft))) == [1, 2, 3])
    let link = "\(other.path)/draft"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "\(other.path)/target")
    #expect(await refusal(try .trying(), url, into: other)?.code == .unwritable)
    #expect(try other.names == ["draft"])
  }

  @Test func `a full disk is said, and nothing is left`() async throws {
    let place = try Place()
    let error = await #expect(throws: SourceError.self) {
      _ = try await Fetcher(.trying()).fetch(
        TestServer.answer(film), into: "\(place.path)/missing/draft")
    }
    #expect(error?.code == .unwritable && error?.message.contains(place.path) == false)
  }

  @Test(arguments: ["/hang", "/drip?count=1000&pause=0.05", "/hang-in-body", "/flood"])
  func `who cancels is answered at once, and nothing is left`(path: String) async throws {
    let place = try Place()
    let url = try TestServer.address(path)
    let policy = try SourcePolicy.trying()
    let task = Task { await refusal(policy, url, into: place) }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(try place.names.isEmpty)
  }

  @Test func `an unknown authority is not trusted, and a known one is`() async throws {
    let place = try Place()
    let port = try TestServer.shared.get().tls
    var policy = try SourcePolicy.trying()
    policy.addresses = .publicOnly(allowing: [try #require(HostPattern("localhost:\(port)"))])
    let url = "https://localhost:\(port)/large?size=100"
    #expect(await refusal(policy, url, into: place)?.code == .unreachable)
    let trusting = Fetcher(policy, certificates: try TestServer.shared.get().certificate)
    #expect(try await trusting.fetch(url, into: place.draft).size == 100)
  }

  @Test func `who does not listen is unreachable, and so is nobody`() async throws {
    let place = try Place()
    var policy = try SourcePolicy.trying()
    policy.addresses = .any
    let port = try Listener().port
    let error = await refusal(policy, "http://127.0.0.1:\(port)/", into: place)
    #expect(error == SourceError(.unreachable, "The server could not be reached."))
    let other = await refusal(policy, "http://no-such-host.invalid/", into: place)
    #expect(other == error)
  }
}
