/// Why the memory could not do what it was asked.
///
/// The code is a promise; the message is for people, and holds no request and no result.
package struct StoreError: Error, Sendable, Equatable {
  /// What went wrong, in words that do not change.
  package enum Code: String, Sendable, CaseIterable {
    /// Another process writes, and went on for longer than one can wait.
    case busy
    /// There is no room on the disk.
    case diskFull = "disk_full"
    /// The database contradicts itself, or is none.
    case damaged
    /// The database was written by a newer Shotlog.
    case newer
    /// Files or folders cannot be read or written.
    case unusable
    /// Another server uses the data folder.
    case folderInUse = "folder_in_use"
    /// One value is larger than a database can hold.
    case tooLarge = "too_large"
    /// There is nothing of that name, or it belongs to somebody else.
    case notFound = "not_found"
    /// The state it is in does not allow that.
    case wrongState = "wrong_state"
    /// The key was used for another request.
    case keyReused = "key_reused"
    /// A task was taken from the worker that speaks of it.
    case claimLost = "claim_lost"
    /// Something that is not finished needs it.
    case inUse = "in_use"
    /// What was asked makes no sense.
    case invalidRequest = "invalid_request"
  }

  /// What went wrong.
  package let code: Code
  /// A sentence for people.
  package let message: String

  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  /// Whether it is the database that failed, not what was asked of it.
  var isOfStorage: Bool {
    switch code {
    case .busy, .diskFull, .damaged, .newer, .unusable: true
    default: false
    }
  }
}

extension StoreError: CustomStringConvertible {
  /// The message.
  package var description: String { message }
}
