import TestSupport
import Testing

@testable import Tasks

@Suite(.timeLimit(.minutes(40)), .computing) struct ListingTests {
  /// What is listed, found the plain way.
  private func expected(
    _ query: TaskQuery, of all: [TaskRecord], _ labels: [String: [String: String]]
  )
    -> [TaskRecord]
  {
    let found = all.filter { task in
      (query.owner ?? task.owner) == task.owner && (query.api ?? task.api) == task.api
        && query.kinds?.contains(task.kind) != false
        && query.states?.contains(task.state) != false
        && query.labels.allSatisfy { labels[task.id]?[$0.key] == $0.value }
        && query.from.map { task.created >= $0 } != false
        && query.before.map { task.created < $0 } != false
    }
    let ordered = found.sorted { $0.sequence < $1.sequence }
    return query.order == .oldestFirst ? ordered : ordered.reversed()
  }

  private func some<Value>(
    _ values: [Value], _ chance: inout SplitMix64
  ) -> Value? { Bool.random(using: &chance) ? values.randomElement(using: &chance) : nil }

  @Test(arguments: 1...3)
  func `every query gives what it describes, on every page and from every cursor`(seed: UInt64)
    async throws
  {
    var chance = SplitMix64(seed: seed)
    let place = try Place(seed: seed)
    let tasks = try place.open().tasks
    let (owners, apis, kinds) = (["anna", "bert"], ["one", "two"], ["analysis", "render"])
    var labels: [String: [String: String]] = [:]
    var ids: [String] = []
    for number in 0..<150 {
      var new = NewTask.plain(
        "\(number)", owner: owners.randomElement(using: &chance) ?? "",
        kind: kinds.randomElement(using: &chance) ?? "",
        api: apis.randomElement(using: &chance) ?? "")
      new.labels["mode"] = some(["a", "b"], &chance)
      new.labels["url"] = some(["long x", "long y", "z"], &chance)
      let task = try await tasks.create(new)
      (labels[task.id], _) = (new.labels, ids.append(task.id))
      place.wait(.milliseconds(Int.random(in: -2...5, using: &chance)))
      switch Int.random(in: 0..<4, using: &chance) {
      case 0: _ = try await tasks.cancel(task.id)
      case 1: _ = try await tasks.claim(Set(kinds), for: "worker")
      default: break
      }
    }
    var all: [TaskRecord] = []
    for id in ids { all.append(try #require(try await tasks.task(id))) }
    for _ in 0..<120 {
      var query = TaskQuery()
      query.owner = some(owners, &chance)
      query.api = some(apis, &chance)
      query.kinds = some([["analysis"], ["analysis", "render"], []], &chance).map(Set.init)
      query.states = some([[.queued], [.running, .cancelled], [.done]], &chance).map(Set.init)
      query.labels["mode"] = some(["a", "b", "c"], &chance)
      query.labels["url"] = some(["long x", "z"], &chance)
      query.from = some(all, &chance)?.created
      query.before = some(all, &chance)?.created
      query.order = some([.oldestFirst], &chance) ?? .newestFirst
      query.limit = Int.random(in: 1...40, using: &chance)
      let wanted = expected(query, of: all, labels)

      let page = Int.random(in: 1...4, using: &chance)
      query.start = .page(page)
      let part = wanted.dropFirst((page - 1) * query.limit)
      let found = try await tasks.list(query)
      #expect(found.tasks == Array(part.prefix(query.limit)))
      #expect(found.total == wanted.count && found.hasMore == (part.count > query.limit))

      guard let cursor = wanted.randomElement(using: &chance) else { continue }
      query.start = .after(cursor.id)
      let rest = wanted.drop { $0 != cursor }.dropFirst()
      let following = try await tasks.list(query)
      #expect(following.tasks == Array(rest.prefix(query.limit)))
      #expect(following.total == wanted.count && following.hasMore == (rest.count > query.limit))
    }
    let counted = try await tasks.counts()
    for count in counted {
      #expect(
        count.tasks
          == all.count {
            $0.api == count.api && $0.kind == count.kind && $0.state == count.state
          })
    }
    #expect(counted.reduce(0) { $0 + $1.tasks } == all.count)
  }

  @Test func `what makes no sense is refused, and beyond the end there is nothing`() async throws {
    let place = try Place()
    let tasks = try place.open().tasks
    let other = try await tasks.create(.plain(owner: "bert"))
    func code(_ change: (inout TaskQuery) -> Void) async -> StoreError.Code? {
      var query = TaskQuery()
      query.owner = "anna"
      change(&query)
      let asked = query
      return await refusal { _ = try await tasks.list(asked) }
    }
    #expect(await code { $0.limit = 0 } == .invalidRequest)
    #expect(await code { $0.limit = 1001 } == .invalidRequest)
    #expect(await code { $0.start = .page(0) } == .invalidRequest)
    #expect(await code { $0.start = .after("ffff") } == .notFound)
    #expect(await code { $0.start = .after(other.id) } == .notFound)
    #expect(await code { $0.start = .page(.max) } == nil)
    var query = TaskQuery()
    query.start = .page(2)
    let page = try await tasks.list(query)
    #expect(page.tasks.isEmpty && page.total == 1 && !page.hasMore)
  }

  /// How the database goes about a statement.
  private func plan(
    _ store: Store, _ statement: (text: String, values: [SQLValue])
  ) async throws -> [String] {
    try await store.reader.read { connection throws(StoreError) in
      try connection.rows("EXPLAIN QUERY PLAN " + statement.text, statement.values) { row in
        _ = (row.integer(), row.integer(), row.integer())
        return row.text()
      }
    }
  }

  @Test func `pages are passed over in an index, whatever is asked`() async throws {
    let place = try Place()
    let store = try place.open()
    for states in [nil, Set([TaskState.done])] {
      for kinds in [nil, Set(["analysis"])] {
        var query = TaskQuery()
        (query.owner, query.api, query.states, query.kinds) = ("anna", "native", states, kinds)
        query.start = .page(1000)
        let listing = TaskListing(query: query)
        let page = try await plan(store, listing.part(after: nil))
        #expect(page.contains { $0.contains("USING COVERING INDEX tasks_by_owner") }, "\(page)")
        #expect(!page.contains { $0.hasPrefix("SCAN tasks") }, "\(page)")
        let count = try await plan(store, listing.count)
        #expect(count.contains { $0.contains("USING COVERING INDEX tasks_by_owner") }, "\(count)")
      }
    }
    var labelled = TaskQuery()
    (labelled.owner, labelled.api) = ("anna", "native")
    labelled.labels = ["url": "https://example.com/x", "mode": "general"]
    let listing = TaskListing(query: labelled)
    for statement in [listing.part(after: nil), listing.part(after: 5), listing.count] {
      let found = try await plan(store, statement)
      #expect(
        found.contains {
          $0.hasPrefix("SEARCH label USING PRIMARY KEY (owner=? AND api=? AND name=? AND value=?")
        }, "\(found)")
      #expect(!found.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(found)")
    }
  }

  @Test func `the next task is found in an index`() async throws {
    let place = try Place()
    let store = try place.open()
    let steps = try await plan(
      store, (TaskQueue.statement(kinds: 2), [.text("analysis"), .text("render")]))
    let searches = steps.filter { $0.hasPrefix("SEARCH tasks") || $0.hasPrefix("SEARCH busy") }
    #expect(
      searches.allSatisfy {
        $0.contains("tasks_queued") || $0.contains("tasks_running") || $0.contains("PRIMARY KEY")
      }, "\(steps)")
    #expect(searches.count >= 4 && !steps.contains { $0.hasPrefix("SCAN tasks") }, "\(steps)")
  }
}
