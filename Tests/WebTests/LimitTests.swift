import Foundation
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct LimitTests {
  private func error(
    _ path: String, _ change: (inout WebLimits) -> Void = { _ in }
  ) async throws -> WebError? {
    var client = WebClient(policy: .any)
    change(&client.limits)
    let request = try WebRequest(TestServer.url(path))
    return await failure { [client] () throws(WebError) in _ = try await client.send(request) }
  }

  @Test(arguments: ["/large?size=", "/large?chunked=1&size=", "/gzip?text=a&times="])
  func `a body may be as large as its limit and no larger`(path: String) async throws {
    #expect(try await error("\(path)70000") { $0.bodyBytes = 70_000 } == nil)
    let error = try await error("\(path)70001") { $0.bodyBytes = 70_000 }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("70000") == true)
  }

  @Test func `a body announced as too large is not read`() async throws {
    let error = try await error("/large?size=50000000") { $0.bodyBytes = 1000 }
    #expect(error?.code == .tooLarge)
    #expect((error?.receipts.first?.bytesReceived ?? 0) < 1_000_000)
  }

  @Test func `a bomb is stopped by what it unpacks to`() async throws {
    var client = WebClient(policy: .any)
    client.limits.bodyBytes = 1_000_000
    let count = Mutex(0)
    let request = try WebRequest(TestServer.url("/gzip?text=0123456789&times=3000000"))
    let found = await failure { [client] () throws(WebError) in
      _ = try await client.stream(request) { bytes in count.withLock { $0 += bytes.count } }
    }
    #expect(found?.code == .tooLarge)
    #expect(count.withLock { $0 } <= 1_000_000)
  }

  @Test func `a packed body without an end or a byte in it is stopped`() async throws {
    let error = try await error("/hollow-gzip") { $0.bodyBytes = 1_000_000 }
    #expect(error?.code == .tooLarge)
    #expect((error?.receipts.first?.bytesReceived ?? .max) < 20_000_000)
  }

  @Test(arguments: ["?code=404", "?code=302&Location=/echo", "?code=500"])
  func `of an answer that is no success no more is kept than a reason takes`(query: String)
    async throws
  {
    let error = try await error("/flood\(query)") {
      ($0.bodyBytes, $0.refusalBytes) = (.max, 100_000)
    }
    #expect(error?.code == .tooLarge && error?.message.contains("100000") == true)
    #expect([404, 302, 500].contains(error?.receipts.last?.status))
    #expect((error?.receipts.first?.bytesReceived ?? .max) < 5_000_000)
  }

  @Test func `headers have a limit`() async throws {
    #expect(try await error("/headers?count=50") == nil)
    #expect(try await error("/headers?count=80")?.code == .tooLarge)
    #expect(try await error("/headers?count=3") { $0.headerBytes = 2000 }?.code == .tooLarge)
  }

  @Test func `trailers count as headers`() async throws {
    #expect(try await error("/trailers?count=2") == nil)
    #expect(try await error("/trailers?count=80")?.code == .tooLarge)
  }

  @Test(arguments: [
    ("/cut", WebError.Code.cut), ("/cut-chunk", .cut), ("/cut-before", .cut), ("/reset", .cut),
    ("/bad-gzip", .brokenAnswer), ("/raw?bytes=nonsense%0D%0A", .brokenAnswer),
    ("/raw?bytes=HTTP/1.1+200+OK%0D%0AContent-Length:+x%0D%0A%0D%0A", .brokenAnswer),
    ("/raw?bytes=HTTP/1.1+200+OK%0D%0ATransfer-Encoding:+chunked%0D%0A%0D%0Azz%0D%0A", .cut),
  ])
  func `an answer that breaks off or is none says so`(path: String, code: WebError.Code)
    async throws
  {
    let error = try await error(path)
    #expect(error?.code == code)
    #expect(error?.receipts.count == 1)
  }
}
