/// The rows of assets.
struct AssetTable {
  let connection: Connection

  /// Writes an asset down, without bytes.
  func insert(_ new: NewAsset, id: String, at now: Moment) throws(StoreError) -> Asset {
    try connection.run(
      """
      INSERT INTO assets (
        id, owner, state, name, type, created, used, draft, user_metadata, system_metadata)
      VALUES (?1, ?2, 'processing', ?3, ?4, ?5, ?5, ?6, ?7, ?8)
      """,
      .text(id), .text(new.owner), .text(new.name), .text(new.type), .at(now), .maybe(new.draft),
      .maybe(new.userMetadata), .maybe(new.systemMetadata))
    return try existing(id)
  }

  /// The asset of that name; nil if there is none, or it is not that owner's.
  func find(_ id: String, owner: String?) throws(StoreError) -> Asset? {
    try connection.row(
      "SELECT \(Asset.columns) FROM assets WHERE id = ?1 AND (?2 IS NULL OR owner = ?2)",
      .text(id), .maybe(owner)
    ) { row throws(StoreError) in try Asset(&row) }
  }

  /// The asset of that name; an error if there is none, or it is not that owner's.
  func existing(_ id: String, owner: String? = nil) throws(StoreError) -> Asset {
    guard let asset = try find(id, owner: owner) else {
      throw StoreError(.notFound, "there is no asset \(id)")
    }
    return asset
  }

  /// Says that a task of an owner needs an asset.
  func noteUse(of id: String, by owner: String, at now: Moment) throws(StoreError) {
    let asset = try existing(id, owner: owner)
    guard asset.state != .failed else {
      throw StoreError(.wrongState, "the asset \(id) is failed")
    }
    try connection.run("UPDATE assets SET used = ? WHERE id = ?", .at(now), .text(id))
  }

  /// Says that the bytes of an asset are where their digest leads.
  func attach(_ digest: String, size: Int64, to asset: Asset) throws(StoreError) -> Asset {
    try connection.run(
      "UPDATE assets SET digest = ?2, size = ?3, draft = NULL WHERE id = ?1", .text(asset.id),
      .text(digest), .integer(size))
    return try existing(asset.id)
  }

  /// Brings an asset that is being processed to its end.
  func settle(
    _ asset: Asset, as state: Asset.State, failure: String?, systemMetadata: String?,
    type: String? = nil
  ) throws(StoreError) -> Asset {
    guard asset.state == .processing, state != .ready || asset.digest != nil else {
      throw StoreError(.wrongState, "the asset \(asset.id) is \(asset.state.rawValue)")
    }
    try connection.run(
      """
      UPDATE assets SET state = ?2, failure = ?3, draft = NULL,
        system_metadata = coalesce(?4, system_metadata), type = coalesce(?5, type)
      WHERE id = ?1
      """,
      .text(asset.id), .text(state.rawValue), .maybe(failure), .maybe(systemMetadata),
      .maybe(type))
    return try existing(asset.id)
  }

  /// How many tasks that are not finished need an asset.
  func tasks(using id: String) throws(StoreError) -> Int {
    Int(
      try connection.integer(
        """
        SELECT count(*) FROM task_assets JOIN tasks ON tasks.sequence = task_assets.task
        WHERE task_assets.asset = ? AND tasks.state IN ('queued', 'running')
        """, .text(id)))
  }

  /// Whether any asset has those bytes.
  func isNamed(_ digest: String) throws(StoreError) -> Bool {
    try connection.integer("SELECT EXISTS (SELECT 1 FROM assets WHERE digest = ?)", .text(digest))
      == 1
  }

  /// Removes an asset, but not its bytes, which others may have too.
  func remove(_ id: String) throws(StoreError) {
    try connection.run("DELETE FROM assets WHERE id = ?", .text(id))
  }
}
