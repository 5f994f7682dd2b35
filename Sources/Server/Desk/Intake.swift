internal import Fetching
internal import HTTP
internal import JSON
internal import Tasks
internal import Threads
internal import Workers

/// Brings in what clients upload or name, and finds out what it is.
///
/// An asset is on the disk before its client hears of it; fetching and looking go on behind that, and go on after a
/// restart.
final class Intake: Sendable {
  /// What a client hands in.
  enum Upload: Sendable {
    /// A file that came with the request.
    case file(SpooledFile)
    /// Bytes that came within the request.
    case bytes([UInt8])
    /// Something to fetch.
    case url(String)
    /// A file in the spool.
    case draft(String)
  }

  /// Looks into a file.
  typealias Examine = @Sendable (_ path: String) async -> Result<MediaFacts, WorkFailure>

  private let store: Store
  private let fetcher: Fetcher
  private let examine: Examine
  private let turns: Turns
  private let running = Guarded<[String: Task<Void, Never>]>([:])

  init(store: Store, fetcher: Fetcher, mostAtOnce: Int, examine: @escaping Examine) {
    (self.store, self.fetcher, self.examine) = (store, fetcher, examine)
    turns = Turns(mostAtOnce)
  }

  /// Writes an asset down, and sets about finding out what it is.
  func add(
    _ upload: Upload, as new: NewAsset, method: String
  ) async throws -> Asset {
    var new = new
    var facts = AssetFacts(method: method)
    if case .url(let text) = upload { facts.url = text }
    new.systemMetadata = facts.text
    let asset: Asset
    switch upload {
    case .file(let file):
      let draft = newDraft()
      try file.take(to: draft)
      asset = try await store.assets.add(new, from: draft)
    case .bytes(let bytes):
      let draft = newDraft()
      try DraftFile.write(bytes, to: draft)
      asset = try await store.assets.add(new, from: draft)
    case .draft(let draft): asset = try await store.assets.add(new, from: draft)
    case .url: asset = try await store.assets.announce(new)
    }
    begin(asset)
    return asset
  }

  /// The asset once it is known what it is, or that it is nothing; nil if it is gone.
  func settled(_ id: String, owner: String? = nil) async throws -> Asset? {
    await running.withLock { $0[id] }?.value
    return try await store.assets.asset(id, owner: owner)
  }

  /// Goes on with what an earlier server left unfinished.
  func resume() async throws {
    var query = AssetQuery()
    query.limit = 1000
    while true {
      let page = try await store.assets.list(query)
      // Parts of an upload that is under way come from its client.
      for asset in page.assets where asset.state == .processing && asset.draft == nil {
        begin(asset)
      }
      guard page.assets.count == query.limit else { return }
      query.page += 1
    }
  }

  /// Goes on with an asset whose bytes have come meanwhile.
  func begin(_ asset: Asset) {
    running.withLock { running in
      guard running[asset.id] == nil else { return }
      running[asset.id] = Task { [self] in
        await settle(asset)
        self.running.withLock { $0[asset.id] = nil }
      }
    }
  }

  /// Leaves everything where it is.
  func stop() async {
    let tasks = running.withLock { Array($0.values) }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func settle(_ asset: Asset) async {
    var facts = AssetFacts(asset)
    do {
      var asset = asset
      if asset.digest == nil {
        guard let url = facts.url else { return }
        asset = try await fetched(asset, from: url)
      }
      guard let path = store.assets.path(of: asset) else { return }
      // The same bytes hold the same things.
      let known = try await store.assets.twin(of: asset).flatMap { AssetFacts($0).found }
      let outcome: Result<MediaFacts, WorkFailure> =
        if let known { .success(known) } else {
          try await turns.taking { await examine(path) }
        }
      guard !Task.isCancelled else { return }
      switch outcome {
      case .success(let found):
        facts.found = found
        _ = try await store.assets.ready(
          asset.id, systemMetadata: facts.text, type: found.mediaType(declared: asset.type))
      case .failure(let failure):
        facts.failureCode = failure.code
        _ = try await store.assets.failed(
          asset.id, because: failure.reason, systemMetadata: facts.text)
      }
    } catch let error as SourceError {
      guard !Task.isCancelled else { return }
      facts.failureCode = error.code.rawValue
      _ = try? await store.assets.failed(
        asset.id, because: error.message, systemMetadata: facts.text)
    } catch {
      // It was deleted meanwhile, or the store fails: what can be done is done at the next start.
    }
  }

  private func fetched(_ asset: Asset, from url: String) async throws -> Asset {
    let draft = newDraft()
    let file = try await fetcher.fetch(url, into: draft) { _, _ in }
    if file.isDraft {
      return try await store.assets.attach(draft, to: asset.id, digest: file.digest)
    }
    // What lies in an open folder stays there, and changes when its owner likes.
    try DraftFile.copy(file.path, to: draft)
    return try await store.assets.attach(draft, to: asset.id)
  }

  private func newDraft() -> String {
    store.folder.draft("in-\(Identifiers.random.eventName())")
  }
}
