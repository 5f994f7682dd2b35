import Foundation
import Synchronization
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct StreamingTests {
  private struct Enough: Error {}
  private let client = WebClient(policy: .any)

  private func code(
    _ client: WebClient, _ request: WebRequest, onBody: @escaping @Sendable ([UInt8]) throws -> Void
  ) async -> WebError? {
    await failure { () throws(WebError) in _ = try await client.stream(request, onBody: onBody) }
  }

  @Test func `pieces come in order, after the head, while the rest is not there yet`() async throws
  {
    let seen = Mutex<(heads: Int, bytes: [UInt8], times: [ContinuousClock.Instant])>((0, [], []))
    let request = try WebRequest(TestServer.url("/drip?count=4&pause=0.1"))
    let response = try await client.stream(request) { head in
      seen.withLock { $0.heads += $0.bytes.isEmpty && head.status == 200 ? 1 : 100 }
    } onBody: { bytes in
      seen.withLock {
        $0.bytes += bytes
        $0.times.append(.now)
      }
    }
    seen.withLock { seen in
      #expect(seen.heads == 1)
      #expect(
        String(decoding: seen.bytes, as: UTF8.self)
          == "data: 0\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\n")
      #expect(seen.times.last.map { $0 - seen.times[0] > .milliseconds(200) } == true)
    }
    #expect(response.body.isEmpty && response.status == 200)
  }

  @Test func `a reader that throws ends the exchange at once`() async throws {
    let pieces = Mutex(0)
    let request = try WebRequest(TestServer.url("/drip?count=1000&pause=0.02"))
    let error = await code(client, request) { _ in
      if pieces.withLock({
        $0 += 1; return $0 == 3
      }) {
        throw Enough()
      }
    }
    #expect(error?.code == .stopped && error?.cause is Enough)
    #expect(pieces.withLock { $0 } == 3)
    #expect(error?.receipts.first?.status == 200)
    #expect((error?.receipts.first?.seconds ?? 60) < 5)
  }

  @Test func `a reader may refuse by the head alone`() async throws {
    let request = try WebRequest(TestServer.url("/large?size=100000000"))
    var client = client
    client.limits.bodyBytes = 1 << 40
    let error = await failure { [client] () throws(WebError) in
      _ = try await client.stream(request) { head in
        if head.headers["Content-Length"] == "100000000" { throw Enough() }
      } onBody: { _ in
        Issue.record("a byte was read")
      }
    }
    #expect(error?.code == .stopped && error?.cause is Enough)
    #expect((error?.receipts.first?.bytesReceived ?? 0) < 1_000_000)
  }

  @Test func `a refusal's body is in the answer instead`() async throws {
    let request = try WebRequest("POST", TestServer.url("/status?code=400&body=too+long"))
    let response = try await client.stream(request) { _ in Issue.record("no success, no pieces") }
    #expect(response.status == 400 && response.text == "too long")
  }

  @Test func `a redirect's body is nobody's`() async throws {
    let seen = Mutex<[UInt8]>([])
    let request = try WebRequest(TestServer.url("/redirect?to=/status?code=200%26body=there"))
    let response = try await client.stream(request) { bytes in seen.withLock { $0 += bytes } }
    #expect(seen.withLock { String(decoding: $0, as: UTF8.self) } == "there")
    #expect(response.receipts.map(\.status) == [302, 200])
  }

  @Test(arguments: ["/cut", "/cut-chunk"])
  func `what came before the end that should not be is seen`(path: String) async throws {
    let seen = Mutex<[UInt8]>([])
    let request = try WebRequest(TestServer.url(path))
    let error = await code(client, request) { bytes in seen.withLock { $0 += bytes } }
    #expect(error?.code == .cut)
    #expect(
      seen.withLock { String(decoding: $0, as: UTF8.self) }
        == (path == "/cut" ? "half" : "data: 1\n\n"))
    #expect(error?.receipts.first?.status == 200)
  }

  @Test(arguments: ["/large?size=150000000", "/large?size=150000000&chunked=1"])
  func `a large body comes in small pieces`(path: String) async throws {
    var client = client
    client.limits.bodyBytes = 1 << 40
    let count = Mutex(0)
    let largest = Mutex(0)
    let request = try WebRequest(TestServer.url(path))
    let response = try await client.stream(request) { bytes in
      count.withLock { $0 += bytes.count }
      largest.withLock { $0 = max($0, bytes.count) }
    }
    #expect(count.withLock { $0 } == 150_000_000 && response.body.isEmpty)
    #expect(largest.withLock { $0 } <= 1 << 16)
  }

  @Test func `a reader that waits holds the server back`() async throws {
    var client = client
    client.limits.bodyBytes = 1 << 40
    let request = try WebRequest(TestServer.url("/large?size=1000000000"))
    let error = await code(client, request) { _ in
      Thread.sleep(forTimeInterval: 0.5)
      throw Enough()
    }
    #expect(error?.code == .stopped)
    #expect((error?.receipts.first?.bytesReceived ?? .max) < 1_000_000)
  }
}
