import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .waiting) struct DeliveryTests {
  private func open(_ place: Place) throws -> Store {
    try place.open { settings in
      settings.letter = { task, url, event in
        url.hasPrefix("https://") ? "\(event) \(task.id) \(task.state.rawValue)" : nil
      }
    }
  }

  private func finished(_ store: Store, _ urls: [String]) async throws -> TaskRecord {
    var new = NewTask.plain()
    new.webhooks = urls
    _ = try await store.tasks.create(new)
    let (_, claim) = try await store.tasks.take()
    return try await store.tasks.finish(claim, .done("{}"))
  }

  @Test func `who wants to be told of a task is told of its end, and of nothing before`()
    async throws
  {
    let place = try Place()
    let store = try open(place)
    var new = NewTask.plain()
    new.webhooks = ["https://a", "https://b", "ftp://c"]
    let task = try await store.tasks.create(new)
    #expect(try await store.deliveries.claim(10).isEmpty)
    #expect(
      try await store.deliveries.about([task.id])[task.id]?.map(\.state) == [
        .waiting, .waiting, .waiting,
      ])
    _ = try await store.tasks.cancel(task.id)
    let due = try await open(place).deliveries.claim(10)
    #expect(due.map(\.url) == ["https://a", "https://b"] && due.map(\.attempts) == [1, 1])
    for delivery in due {
      #expect(delivery.body == "\(delivery.id) \(task.id) cancelled" && delivery.id.count == 32)
    }
    #expect(Set(due.map(\.id)).count == 2)
  }

  @Test func `what was not taken is sent again at its time, under the same name`() async throws {
    let place = try Place()
    let store = try open(place)
    let task = try await finished(store, ["https://a"])
    let first = try #require(try await store.deliveries.claim(10).first)
    #expect(try await store.deliveries.claim(10).isEmpty)
    try await store.deliveries.failed(
      first.id, status: 500, because: "It answered 500.", again: place.now + .seconds(5))
    #expect(try await store.deliveries.claim(10).isEmpty)
    #expect(try await store.deliveries.nextMoment() == place.now + .seconds(5))
    place.wait(.seconds(5))
    let second = try #require(try await store.deliveries.claim(10).first)
    #expect(second.id == first.id && second.body == first.body && second.attempts == 2)
    #expect(second.status == 500 && second.failure == "It answered 500.")
    // Who is killed while sending leaves it to be sent again once the lease ends.
    place.wait(.seconds(61))
    let third = try #require(try await open(place).deliveries.claim(10).first)
    #expect(third.id == first.id && third.attempts == 3)
    let taken = try await store.deliveries.delivered(third.id, status: 204)
    #expect(taken.state == .delivered && taken.status == 204 && taken.failure == nil)
    #expect(
      await refusal { try await store.deliveries.delivered(third.id, status: 200) } == .wrongState)
    #expect(try await store.deliveries.about([task.id, "none"])[task.id] == [taken])
    #expect(try await store.deliveries.nextMoment() == nil)
  }

  @Test func `what goes to one address about one task keeps its order`() async throws {
    let place = try Place()
    let store = try open(place)
    let task = try await finished(store, ["https://a"])
    let other = try await finished(store, ["https://a"])
    try await store.deliveries.add("later", to: "https://a", about: task.id)
    try await store.deliveries.add("elsewhere", to: "https://b", about: task.id)
    let first = try await store.deliveries.claim(10)
    #expect(first.map(\.task) == [task.id, other.id, task.id])
    #expect(first.map(\.url) == ["https://a", "https://a", "https://b"])
    try await store.deliveries.failed(
      first[0].id, because: "silence", again: place.now + .seconds(30))
    #expect(try await store.deliveries.claim(10).isEmpty)
    place.wait(.seconds(30))
    #expect(try await store.deliveries.claim(10).map(\.id) == [first[0].id])
    try await store.deliveries.failed(first[0].id, because: "silence", again: nil)
    #expect(try await store.deliveries.claim(10).map(\.body) == ["later"])
  }

  @Test func `what goes to one address can be asked for alone`() async throws {
    let place = try Place()
    let store = try open(place)
    let task = try await finished(store, ["https://a", "https://b"])
    place.wait(.seconds(1))
    try await store.deliveries.add("later", to: "https://b", about: task.id)
    try await store.deliveries.add("other", to: "https://b", about: "another")
    #expect(try await store.deliveries.nextMoment(to: "https://c") == nil)
    #expect(try await store.deliveries.nextMoment(to: "https://b") == place.now - .seconds(1))
    #expect(try await store.deliveries.claim(10, to: "https://c").isEmpty)
    #expect(try await store.deliveries.claim(1, to: "https://b").map(\.task) == [task.id])
    #expect(try await store.deliveries.claim(10, to: "https://b").map(\.body) == ["other"])
    #expect(try await store.deliveries.nextMoment(to: "https://a") == place.now - .seconds(1))
    #expect(try await store.deliveries.claim(10).map(\.url) == ["https://a"])
  }

  @Test func `what nobody is to get any more is given up`() async throws {
    let place = try Place()
    let store = try open(place)
    let task = try await finished(store, ["https://a", "https://b"])
    var new = NewTask.plain()
    new.webhooks = ["https://a"]
    let open = try await store.tasks.create(new)
    #expect(try await store.deliveries.abandon(allBut: ["https://b"], because: "gone") == 1)
    #expect(try await store.deliveries.abandon(allBut: ["https://b"], because: "gone") == 0)
    let about = try await store.deliveries.about([task.id, open.id])
    #expect(about[task.id]?.map(\.state) == [.abandoned, .due])
    #expect(about[task.id]?.first?.failure == "gone")
    #expect(about[task.id]?.first?.finished == place.now && about[task.id]?.first?.next == nil)
    #expect(about[open.id]?.map(\.state) == [.waiting])
    #expect(try await store.deliveries.claim(10).map(\.url) == ["https://b"])
  }

  @Test func `a task that is deleted is still told of if it was finished, and not otherwise`()
    async throws
  {
    let place = try Place()
    let store = try place.open { $0.letter = { task, _, _ in task.id } }
    let done = try await finished(store, ["https://a"])
    try await store.tasks.delete(done.id)
    #expect(try await store.deliveries.claim(10).map(\.body) == [done.id])
    var new = NewTask.plain()
    new.webhooks = ["https://a"]
    let queued = try await store.tasks.create(new)
    try await store.tasks.delete(queued.id, in: [.queued])
    #expect(try await store.deliveries.claim(10).map(\.task) == [queued.id])
  }
}
