internal import Tasks

/// Files that came along with requests about them: they go once nothing needs them any more.
struct HiddenAssets {
  /// How they came.
  static let methods: Set<String> = ["base64", "source"]

  let store: Store

  /// Whether an asset is one.
  static func include(_ asset: Asset) -> Bool { methods.contains(AssetFacts(asset).method) }

  /// Forgets an asset, if it is one.
  func discard(_ id: String) async throws {
    guard let asset = try await store.assets.asset(id), Self.include(asset) else { return }
    try await store.assets.delete(id, forced: true)
  }

  /// Forgets those of a task, once it has ended.
  func discard(after task: String, _ ids: [String]) {
    Task {
      guard let states = try? await store.tasks.watch(task) else { return }
      for await _ in states {}
      for id in ids { try? await discard(id) }
    }
  }

  /// Forgets those whose tasks ended while nobody looked; for a server that begins.
  func sweep() async throws {
    var query = AssetQuery()
    query.limit = 1000
    var found: [Asset] = []
    while true {
      let page = try await store.assets.list(query)
      found += page.assets.filter(Self.include)
      guard page.assets.count == query.limit else { break }
      query.page += 1
    }
    // One that a task still needs refuses to go.
    for asset in found { try? await store.assets.delete(asset.id) }
  }
}
