import Delivering
import Foundation
import Synchronization
import Tasks
import TestSupport
import Testing
import Web

@Suite(.timeLimit(.minutes(40)), .waiting) struct DelivererTests {
  @Test func `what is due is sent as it is, signed as receivers check it`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let body = #"{"id":"whe_1","text":"é 🎬 \n"}"#
    let url = inbox.url("/answers/200")
    try await store.deliveries.add(body, to: url, about: "one")
    try await office.delivering(store, to: [url]) {
      try await eventually { try await store.delivery(about: "one").state == .delivered }
    }
    let letter = try #require(inbox.letters.first)
    #expect(inbox.letters.count == 1 && letter.text == body && letter.type == "application/json")
    #expect(try letter.signature == signature(of: Array(body.utf8), at: 1_700_000_000))
    let delivery = try await store.delivery(about: "one")
    #expect(delivery.status == 200 && delivery.attempts == 1 && delivery.failure == nil)
  }

  @Test func `what is refused is sent five times at its times, and then given up`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let url = inbox.url("/answers/500")
    try await store.deliveries.add("{}", to: url, about: "one")
    try await office.delivering(store, to: [url]) {
      for (attempt, pause) in [0, 1000, 5000, 30_000, 120_000].enumerated() {
        if pause > 0 {
          office.wait(Int64(pause - 1))
          try await Task.sleep(for: .milliseconds(60))
          #expect(inbox.letters.count == attempt)
          office.wait(1)
        }
        try await eventually {
          let delivery = try await store.delivery(about: "one")
          return delivery.failure != nil && delivery.attempts == attempt + 1
            && delivery.next != office.now + .seconds(35)
        }
        #expect(inbox.letters.count == attempt + 1)
      }
      office.wait(10_000_000)
      try await Task.sleep(for: .milliseconds(60))
    }
    let delivery = try await store.delivery(about: "one")
    #expect(delivery.state == .abandoned && delivery.attempts == 5 && delivery.status == 500)
    #expect(delivery.failure == "It answered 500.")
    #expect(inbox.letters.map(\.text) == [String](repeating: "{}", count: 5))
    let start = 1_700_000_000
    #expect(
      inbox.letters.map(\.seconds) == [start, start + 1, start + 6, start + 36, start + 156])
    for letter in inbox.letters {
      #expect(try letter.signature == signature(of: letter.body, at: letter.seconds ?? 0))
    }
  }

  @Test func `a restart in between forgets nothing`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let url = inbox.url("/answers/503")
    try await office.open().deliveries.add("{}", to: url, about: "one")
    for attempt in 1...5 {
      let store = try office.open()
      try await office.delivering(store, to: [url]) {
        try await eventually {
          let delivery = try await store.delivery(about: "one")
          return delivery.attempts == attempt && delivery.next != office.now + .seconds(35)
        }
      }
      let delivery = try await office.open().delivery(about: "one")
      #expect(delivery.state == (attempt == 5 ? .abandoned : .due))
      office.wait(120_000)
    }
    #expect(inbox.letters.count == 5)
    #expect(Set(inbox.letters.map(\.seconds)).count == 5)
  }

  @Test(arguments: [200, 201, 202, 204, 299]) func `any success is one`(status: Int) async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let url = inbox.url("/answers/\(status)")
    try await store.deliveries.add("{}", to: url, about: "one")
    try await office.delivering(store, to: [url]) {
      try await eventually { try await store.delivery(about: "one").state == .delivered }
    }
    #expect(try await store.delivery(about: "one").status == status)
  }

  @Test(arguments: [301, 302, 303, 307, 308, 400, 404, 410])
  func `nothing else is one, and nobody else is told`(status: Int) async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let url = inbox.url("/answers/\(status)")
    try await store.deliveries.add("{}", to: url, about: "one")
    try await office.delivering(store, to: [url, inbox.url("/answers/200")]) {
      try await eventually { try await store.delivery(about: "one").failure != nil }
    }
    let delivery = try await store.delivery(about: "one")
    #expect(delivery.state == .due && delivery.next == office.now + .seconds(1))
    #expect(delivery.failure == "It answered \(status)." && delivery.status == status)
    #expect(inbox.letters.map(\.path) == ["/answers/\(status)"])
  }

  @Test func `a slow receiver holds up nobody, and gets only a few at once`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let (slow, quick) = (inbox.url("/slow/6000000"), inbox.url("/answers/200"))
    for number in 0..<10 {
      try await store.deliveries.add("{}", to: slow, about: "slow \(number)")
    }
    for number in 0..<20 {
      try await store.deliveries.add("\(number)", to: quick, about: "quick \(number)")
    }
    try await office.delivering(store, to: [slow, quick], timeout: .seconds(5000)) {
      try await eventually { inbox.letters.filter { $0.path == "/answers/200" }.count == 20 }
      try await eventually { inbox.most == 2 }
    }
    #expect(inbox.most == 2)
    #expect(Set(inbox.letters.map(\.text)) == Set((0..<20).map { "\($0)" } + ["{}"]))
  }

  @Test func `who is stopped stops at once, and what it was sending is due again`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let url = inbox.url("/slow/6000000")
    try await store.deliveries.add("{}", to: url, about: "one")
    let stopping = Mutex<ContinuousClock.Instant?>(nil)
    try await office.delivering(store, to: [url], timeout: .seconds(50)) {
      try await eventually { inbox.letters.count == 1 }
      stopping.withLock { $0 = .now }
    }
    let stopped = try #require(stopping.withLock { $0 })
    #expect(ContinuousClock.now - stopped < .seconds(2))
    let delivery = try await office.open().delivery(about: "one")
    #expect(delivery.state == .due && delivery.attempts == 1 && delivery.next == office.now)
    try await office.delivering(try office.open(), to: [url], timeout: .seconds(50)) {
      try await eventually { inbox.letters.count == 2 }
    }
  }

  @Test func `an answer that does not come is a failure with its reason`() async throws {
    let (office, inbox, listener) = (Office(), try Inbox(), try Listener())
    let store = try office.open()
    let closed = try "http://127.0.0.1:\(Listener().port)/hook?key=1"
    let urls = [
      inbox.url("/slow/6000000"), closed, "http://127.0.0.1:\(listener.port)/",
      "https://127.0.0.1:\(listener.port)/",
    ]
    for url in urls { try await store.deliveries.add("{}", to: url, about: url) }
    try await office.delivering(store, to: urls, timeout: .milliseconds(300)) {
      for url in urls {
        try await eventually { try await store.delivery(about: url).failure != nil }
        let delivery = try await store.delivery(about: url)
        #expect(delivery.state == .due && delivery.status == nil)
        #expect(delivery.failure?.hasPrefix("127.0.0.1:") == true)
        #expect(delivery.failure?.contains("key") == false)
      }
    }
  }

  @Test(arguments: ["/flood", "/hang-in-body", "/cut"])
  func `what follows a success does not matter`(path: String) async throws {
    let office = Office()
    let store = try office.open()
    let url = try "http://127.0.0.1:\(TestServer.shared.get().plain)\(path)"
    try await store.deliveries.add("{}", to: url, about: "one")
    try await office.delivering(store, to: [url], timeout: .milliseconds(500)) {
      try await eventually { try await store.delivery(about: "one").state == .delivered }
    }
  }

  @Test func `who is not configured any more is not told`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let (old, kept) = (inbox.url("/answers/201"), inbox.url("/answers/200"))
    try await store.deliveries.add("{}", to: old, about: "old")
    try await store.deliveries.add("{}", to: kept, about: "kept")
    try await office.delivering(store, to: [kept]) {
      try await eventually { try await store.delivery(about: "old").state == .abandoned }
      try await eventually { try await store.delivery(about: "kept").state == .delivered }
    }
    let delivery = try await store.delivery(about: "old")
    #expect(delivery.failure == "The address is not configured." && delivery.attempts == 0)
    #expect(inbox.letters.map(\.path) == ["/answers/200"])
  }

  @Test func `the policy is obeyed`() async throws {
    let (office, listener) = (Office(), try Listener())
    let store = try office.open()
    let url = "http://127.0.0.1:\(listener.port)/"
    try await store.deliveries.add("{}", to: url, about: "one")
    try await office.delivering(store, to: [url], policy: .publicOnly()) {
      try await eventually { try await store.delivery(about: "one").failure != nil }
    }
    #expect(!listener.hasVisitor())
  }

  @Test(arguments: [
    "", "x", "ftp://a/", "file:///etc/passwd", "http://", "http://user:secret@a/", "http://a:x/",
  ])
  func `what is no address is no receiver`(url: String) {
    #expect(Receiver(url: url, secret: "s") == nil)
  }

  @Test func `what another one is sending about a task is waited for`() async throws {
    let (office, inbox) = (Office(), try Inbox())
    let store = try office.open()
    let url = inbox.url("/answers/200")

    try await store.deliveries.add("first", to: url, about: "one")
    try await store.deliveries.add("second", to: url, about: "one")
    let first = try #require(try await store.deliveries.claim(1).first)
    try await office.delivering(store, to: [url]) {
      try await Task.sleep(for: .milliseconds(60))
      #expect(inbox.letters.isEmpty)
      try await store.deliveries.delivered(first.id, status: 200)
      try await eventually { inbox.letters.map(\.text) == ["second"] }
    }
  }
}
