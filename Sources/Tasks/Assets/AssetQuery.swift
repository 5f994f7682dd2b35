/// Which assets are wanted, and which part of them; the newest comes first.
package struct AssetQuery: Sendable {
  /// The key that they belong to; nil for all.
  package var owner: String?
  /// Names of assets; nil for all.
  package var ids: Set<String>?
  /// First halves of media types, such as `video`; nil for all.
  package var families: Set<String>?
  /// What the client's name for them contains, in whatever case.
  package var namePart: String?
  /// Ways of coming, as `method` in what is known of an asset has them, that are left out.
  package var hiddenMethods: Set<String> = []
  /// Which page, from 1.
  package var page = 1
  /// How many are wanted.
  package var limit = 10

  package init() {}
}

/// A part of the assets that were asked for.
package struct AssetPage: Sendable {
  /// The assets, in order.
  package let assets: [Asset]
  /// How many there are on all pages.
  package let total: Int
}

extension AssetStore {
  /// Finds assets.
  package func list(_ query: AssetQuery) async throws(StoreError) -> AssetPage {
    guard query.page > 0, query.limit > 0, query.limit <= 1000 else {
      throw StoreError(.invalidRequest, "pages are counted from 1 and have 1 to 1000 assets")
    }
    let skipped = (query.page - 1).multipliedReportingOverflow(by: query.limit)
    let selection = query.selection
    let offset = skipped.overflow ? Int.max : skipped.partialValue
    let part = [SQLValue.number(query.limit), .number(offset)]
    return try await reader.read { connection throws(StoreError) in
      let total = try connection.rows(
        "SELECT count(*) FROM assets WHERE \(selection.text)", selection.values
      ) { row in row.number() }
      let assets = try connection.rows(
        """
        SELECT \(Asset.columns) FROM assets WHERE sequence IN (
          SELECT sequence FROM assets WHERE \(selection.text)
          ORDER BY sequence DESC LIMIT ? OFFSET ?
        ) ORDER BY sequence DESC
        """, selection.values + part
      ) { row throws(StoreError) in try Asset(&row) }
      return AssetPage(assets: assets, total: total.first ?? 0)
    }
  }
}

extension AssetQuery {
  fileprivate var selection: Selection {
    var selection = Selection()
    if let owner { selection.demand("owner = ?", .text(owner)) }
    selection.demand("id", isOneOf: ids?.sorted())
    selection.demand("substr(type, 1, instr(type, '/') - 1)", isOneOf: families?.sorted())
    for method in hiddenMethods.sorted() {
      selection.demand(
        "coalesce(json_extract(system_metadata, '$.method'), '') <> ?", .text(method))
    }
    if let namePart {
      selection.demand("instr(lower(name), lower(?)) > 0", .text(namePart))
    }
    return selection
  }
}
