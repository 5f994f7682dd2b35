import Foundation
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct DeadlineTests {
  private func client(
    connect: Duration? = .seconds(5), idle: Duration? = nil, total: Duration? = nil
  ) -> WebClient {
    var limits = WebLimits()
    (limits.connect, limits.idle, limits.total) = (connect, idle, total)
    return WebClient(policy: .any, limits: limits)
  }

  /// The error, and the seconds that the exchange took on its own thread.
  private func error(_ client: WebClient, _ request: WebRequest) async -> (WebError?, Double) {
    let error = await failure { () throws(WebError) in _ = try await client.send(request) }
    return (error, error?.receipts.reduce(0) { $0 + $1.seconds } ?? 0)
  }

  @Test(arguments: ["/hang", "/hang-in-head", "/hang-in-body", "/drip?count=100&pause=0.1"])
  func `the total deadline ends an answer wherever it is`(path: String) async throws {
    let request = try WebRequest(TestServer.url(path))
    let (error, time) = await error(client(total: .milliseconds(300)), request)
    #expect(error?.code == .timedOut && error?.deadline == .total)
    #expect(time > 0.29)
  }

  @Test(arguments: ["/hang", "/hang-in-head", "/hang-in-body"])
  func `silence ends an answer`(path: String) async throws {
    let request = try WebRequest(TestServer.url(path))
    let (error, time) = await error(client(idle: .milliseconds(300)), request)
    #expect(error?.code == .timedOut && error?.deadline == .idle)
    #expect(time > 0.29)
  }

  @Test func `a receiver that reads nothing is silent`() async throws {
    let body = WebRequest.Body.bytes([UInt8](repeating: 0, count: 50_000_000))
    let request = try WebRequest("POST", TestServer.url("/deaf"), body: body)
    let (error, _) = await error(client(idle: .milliseconds(300)), request)
    #expect(error?.code == .timedOut && error?.deadline == .idle)
  }

  @Test func `any byte is a sign of life`() async throws {
    let request = try WebRequest(TestServer.url("/comments?count=8&pause=0.2"))
    let response = try await client(idle: .seconds(1)).send(request)
    #expect(response.text.hasSuffix("data: done\n\n"))
  }

  @Test func `a reader that takes its time is not a silent server`() async throws {
    let request = try WebRequest(TestServer.url("/drip?count=2&pause=0"))
    _ = try await client(idle: .milliseconds(700)).stream(request) { _ in
      Thread.sleep(forTimeInterval: 0.9)
    }
  }

  @Test func `a connection that nobody accepts ends in time`() async throws {
    let listener = try Listener(full: true)
    let request = try WebRequest(WebURL("http://127.0.0.1:\(listener.port)/"))
    let (error, time) = await error(client(connect: .milliseconds(300)), request)
    #expect(error?.code == .timedOut && error?.deadline == .connect)
    #expect(error?.receipts.first?.bytesSent == 0)
    #expect(time > 0.29)
  }

  @Test func `a listener that never encrypts ends in time`() async throws {
    let listener = try Listener()
    let request = try WebRequest(WebURL("https://127.0.0.1:\(listener.port)/"))
    let (error, time) = await error(client(connect: .milliseconds(300)), request)
    #expect(error?.code == .timedOut && error?.deadline == .connect)
    #expect(time > 0.29)
  }

  @Test func `a port that nobody listens on is unreachable`() async throws {
    let port = try Listener().port
    let (error, _) = await error(
      client(), try WebRequest(WebURL("http://127.0.0.1:\(port)/secret?key=1")))
    #expect(error?.code == .unreachable)
    #expect(error?.message == "127.0.0.1:\(port) could not be connected to")
    #expect(error?.receipts.count == 1 && error?.receipts.first?.bytesSent == 0)
    #expect(error?.receipts.first?.remoteAddress == "127.0.0.1")
  }

  @Test(arguments: [
    "/hang", "/hang-in-head", "/hang-in-body", "/drip?count=1000&pause=0.05", "silent", "tls",
    "full", "deaf",
  ])
  func `cancelling the task ends the exchange at once`(path: String) async throws {
    let listener = try Listener(full: path == "full")
    var request =
      switch path {
      case "silent", "full": try WebRequest(WebURL("http://127.0.0.1:\(listener.port)/"))
      case "tls": try WebRequest(WebURL("https://127.0.0.1:\(listener.port)/"))
      case "deaf": try WebRequest("POST", TestServer.url("/deaf"))
      default: try WebRequest(TestServer.url(path))
      }
    if path == "deaf" { request.body = .bytes([UInt8](repeating: 0, count: 50_000_000)) }
    let client = client(connect: .seconds(60))
    var quickest = Duration.seconds(60)
    // Other tests may keep the processors busy for a moment, but not again and again.
    for _ in 0..<8 where quickest >= .milliseconds(100) {
      let task = Task { [request] in
        let error = await failure { () throws(WebError) in _ = try await client.send(request) }
        return (error, ContinuousClock.now)
      }
      try await Task.sleep(for: .milliseconds(250))
      let asked = ContinuousClock.now
      task.cancel()
      let (error, ended) = await task.value
      #expect(error?.code == .cancelled)
      #expect(error?.receipts.count == 1)
      quickest = min(quickest, ended - asked)
    }
    #expect(quickest < .milliseconds(100))
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    let listener = try Listener()
    let request = try WebRequest(WebURL("http://127.0.0.1:\(listener.port)/"))
    let client = client()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await failure { () throws(WebError) in _ = try await client.send(request) }
    }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(!listener.hasVisitor())
  }

  @Test func `redirects share one deadline`() async throws {
    let url = try TestServer.url("/slow-loop?pause=0.2")
    // None of them takes as long alone; in the end they would be too many.
    let (error, _) = await error(client(total: .milliseconds(500)), WebRequest(url))
    #expect(error?.code == .timedOut && error?.deadline == .total)
  }

  @Test func `a hundred that hang hold up nobody`() async throws {
    let client = client()
    let hanging = try WebRequest(TestServer.url("/hang"))
    let tasks = (0..<100).map { _ in
      Task { await failure { () throws(WebError) in _ = try await client.send(hanging) } }
    }
    try await Task.sleep(for: .milliseconds(100))
    let response = try await client.send(WebRequest(TestServer.url("/status?code=200&body=fine")))
    #expect(response.text == "fine")
    for task in tasks { task.cancel() }
    for task in tasks { #expect(await task.value?.code == .cancelled) }
  }

  @Test func `a client goes on after a cancelled exchange`() async throws {
    let client = client()
    let hanging = try WebRequest(TestServer.url("/hang"))
    for _ in 0..<5 {
      let task = Task {
        await failure { () throws(WebError) in _ = try await client.send(hanging) }
      }
      try await Task.sleep(for: .milliseconds(20))
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      let response = try await client.send(WebRequest(TestServer.url("/status?code=200&body=fine")))
      #expect(response.text == "fine")
    }
  }
}
