internal import Threads

/// What clients uploaded: its bytes, and what is known of it.
package struct AssetStore: Sendable {
  let writer: Writer
  let reader: Reader
  let folder: DataFolder
  let identifiers: Identifiers
  let now: @Sendable () -> Moment

  /// Writes an asset down whose bytes are still to come.
  package func announce(_ new: NewAsset) async throws(StoreError) -> Asset {
    let (now, id) = (now(), identifiers.name())
    return try await writer.write { connection throws(StoreError) in
      try AssetTable(connection: connection).insert(new, id: id, at: now)
    }
  }

  /// Makes an asset of a file in the spool, and moves that in.
  ///
  /// It is being processed until `ready` or `failed` is called. Who knows the SHA-256 already saves reading the file.
  package func add(
    _ new: NewAsset, from draft: String, digest: String? = nil
  ) async throws(StoreError) -> Asset {
    let (now, id, folder) = (now(), identifiers.name(), folder)
    let file = try await Self.seal(draft, digest)
    return try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      let asset = try table.insert(new, id: id, at: now)
      try AssetFiles(table: table, folder: folder).take(draft, file.digest)
      return try table.attach(file.digest, size: file.size, to: asset)
    }
  }

  /// Gives an announced asset its bytes: a file in the spool, which is moved in.
  package func attach(
    _ draft: String, to id: String, digest: String? = nil
  ) async throws(StoreError) -> Asset {
    let folder = folder
    let file = try await Self.seal(draft, digest)
    return try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      let asset = try table.existing(id)
      guard asset.state == .processing, asset.digest == nil else {
        throw StoreError(.wrongState, "the asset \(id) has its bytes already, or never will")
      }
      try AssetFiles(table: table, folder: folder).take(draft, file.digest)
      return try table.attach(file.digest, size: file.size, to: asset)
    }
  }

  /// Says that an asset can be used, and what is known of it, as JSON; a type replaces what its client said.
  package func ready(
    _ id: String, systemMetadata: String? = nil, type: String? = nil
  ) async throws(StoreError) -> Asset {
    try await settle(id, .ready, nil, systemMetadata, type)
  }

  /// Says that an asset never can be used, and why; and what is known of it, as JSON.
  package func failed(
    _ id: String, because reason: String, systemMetadata: String? = nil
  ) async throws(StoreError) -> Asset {
    try await settle(id, .failed, reason, systemMetadata, nil)
  }

  /// The asset of that name, of any owner or of one; nil if there is none.
  package func asset(
    _ id: String, owner: String? = nil
  ) async throws(StoreError) -> Asset? {
    try await reader.read { connection throws(StoreError) in
      try AssetTable(connection: connection).find(id, owner: owner)
    }
  }

  /// An asset of the same bytes, whoever has it, that can be used; nil if there is none.
  package func twin(of asset: Asset) async throws(StoreError) -> Asset? {
    guard let digest = asset.digest else { return nil }
    return try await reader.read { connection throws(StoreError) in
      try connection.row(
        """
        SELECT \(Asset.columns) FROM assets WHERE digest = ? AND state = 'ready' AND id <> ?
        ORDER BY sequence DESC LIMIT 1
        """, .text(digest), .text(asset.id)
      ) { row throws(StoreError) in try Asset(&row) }
    }
  }

  /// Where the bytes of an asset are; nil until they are there.
  package func path(of asset: Asset) -> String? { asset.digest.map(folder.asset) }

  /// Replaces what the client says of an asset, by what a closure makes of it; both as JSON.
  package func describe(
    _ id: String, owner: String? = nil, _ change: @escaping @Sendable (String?) -> String?
  ) async throws(StoreError) -> Asset {
    try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      let asset = try table.existing(id, owner: owner)
      try connection.run(
        "UPDATE assets SET user_metadata = ? WHERE id = ?", .maybe(change(asset.userMetadata)),
        .text(id))
      return try table.existing(id)
    }
  }

  /// Replaces what is known of an asset, by what a closure makes of it; both as JSON.
  package func note(
    _ id: String, _ change: @escaping @Sendable (String?) -> String?
  ) async throws(StoreError) -> Asset {
    try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      let asset = try table.existing(id)
      try connection.run(
        "UPDATE assets SET system_metadata = ? WHERE id = ?", .maybe(change(asset.systemMetadata)),
        .text(id))
      return try table.existing(id)
    }
  }

  /// Forgets an asset, unless a task that is not finished needs it; forced, even then.
  package func delete(
    _ id: String, owner: String? = nil, forced: Bool = false
  ) async throws(StoreError) {
    let folder = folder
    let asset = try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      let asset = try table.existing(id, owner: owner)
      let users = try table.tasks(using: id)
      guard users == 0 || forced else {
        throw StoreError(.inUse, "the asset \(id) is needed by \(users) tasks")
      }
      try table.remove(id)
      return asset
    }
    if let draft = asset.draft { try FileSystem.remove(folder.draft(draft)) }
    guard let digest = asset.digest else { return }
    // Only now is it sure that the asset is gone.
    _ = try await writer.write(.relaxed) { connection throws(StoreError) in
      try AssetFiles(table: AssetTable(connection: connection), folder: folder).drop(digest)
    }
  }

  private func settle(
    _ id: String, _ state: Asset.State, _ failure: String?, _ systemMetadata: String?,
    _ type: String?
  ) async throws(StoreError) -> Asset {
    try await writer.write { connection throws(StoreError) in
      let table = AssetTable(connection: connection)
      return try table.settle(
        try table.existing(id), as: state, failure: failure, systemMetadata: systemMetadata,
        type: type)
    }
  }

  /// Brings a draft onto the disk, and says what it is.
  private static func seal(
    _ draft: String, _ digest: String?
  ) async throws(StoreError) -> (digest: String, size: Int64) {
    try await OwnThread.run { () throws(StoreError) -> (digest: String, size: Int64) in
      guard let facts = FileSystem.facts(of: draft), !facts.isFolder else {
        throw StoreError(.notFound, "\(draft) is not there")
      }
      try FileSystem.synchronise(draft)
      if let digest { return (digest, facts.size) }
      return (try FileSystem.digest(of: draft), facts.size)
    }
  }
}
