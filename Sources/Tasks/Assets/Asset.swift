/// Something that a client uploaded, or let us fetch.
package struct Asset: Sendable, Equatable, Identifiable {
  /// Whether it can be used.
  package enum State: String, Sendable, CaseIterable {
    /// Its bytes are still coming, or being looked at.
    case processing
    /// It can.
    case ready
    /// It never will; there is a reason.
    case failed
  }

  /// 24 hexadecimal digits.
  package let id: String
  /// Where it stands among all assets: a newer one has a larger number.
  package let sequence: Int64
  /// The key that it belongs to.
  package let owner: String
  /// Whether it can be used.
  package let state: State
  /// What the client calls it.
  package let name: String
  /// Its media type.
  package let type: String
  /// When it was made.
  package let created: Moment
  /// When a task last asked for it.
  package let used: Moment
  /// The SHA-256 of its bytes, in hexadecimal digits; nil until they are there.
  package let digest: String?
  /// In bytes; nil until they are there.
  package let size: Int64?
  /// The name of the draft in which its bytes arrive.
  package let draft: String?
  /// Why it failed.
  package let failure: String?
  /// What the client says of it, as JSON.
  package let userMetadata: String?
  /// What is known of it, as JSON.
  package let systemMetadata: String?
}

extension Asset {
  /// The columns, in the order in which they are read.
  static let columns = """
    id, sequence, owner, state, name, type, created, used, digest, size, draft, failure, user_metadata, \
    system_metadata
    """

  init(_ row: inout Row) throws(StoreError) {
    (id, sequence, owner) = (row.text(), row.integer(), row.text())
    let word = row.text()
    guard let state = State(rawValue: word) else {
      throw StoreError(.damaged, "the asset \(id) is in a state that does not exist")
    }
    self.state = state
    (name, type, created, used) = (row.text(), row.text(), row.moment(), row.moment())
    (digest, size) = (row.maybeText(), row.maybeInteger())
    (draft, failure) = (row.maybeText(), row.maybeText())
    (userMetadata, systemMetadata) = (row.maybeText(), row.maybeText())
  }
}

/// An asset that is to be made.
package struct NewAsset: Sendable {
  /// The key that it belongs to.
  package var owner: String
  /// What the client calls it.
  package var name: String
  /// Its media type.
  package var type: String
  /// What the client says of it, as JSON.
  package var userMetadata: String?
  /// What is known of it, as JSON.
  package var systemMetadata: String?
  /// The name of the draft in which its bytes will arrive; it is not taken for left behind.
  package var draft: String?

  package init(owner: String, name: String, type: String) {
    (self.owner, self.name, self.type) = (owner, name, type)
  }
}
