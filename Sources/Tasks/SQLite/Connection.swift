internal import CSQLite

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// An open database.
///
/// Belongs to one actor; statements are prepared once and kept.
@safe
final class Connection {
  /// The file.
  let path: String
  private let patience: Duration
  private let handle: OpaquePointer
  private let pages: UnsafeMutablePointer<CInt>
  private var statements: [String: Statement] = [:]

  /// Opens a database, and makes an empty one where there is none.
  init(_ path: String, patience: Duration) throws(StoreError) {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle = unsafe handle else {
      let error = unsafe StoreError(sqlite: code, handle, path)
      unsafe sqlite3_close_v2(handle)
      throw error
    }
    (self.path, self.patience) = (path, patience)
    unsafe self.handle = handle
    unsafe pages = .allocate(capacity: 1)
    unsafe pages.initialize(to: 0)
    unsafe csqlite_count_pages(handle, pages)
    unsafe sqlite3_extended_result_codes(handle, 1)
    unsafe sqlite3_busy_timeout(handle, CInt(clamping: patience.milliseconds))
    try check(unsafe csqlite_harden(handle))
  }

  deinit {
    statements = [:]
    unsafe sqlite3_close_v2(handle)
    unsafe pages.deallocate()
  }

  /// How many pages the log had after the last transaction of this connection.
  var logPages: Int { Int(unsafe pages.pointee) }

  /// Brings the log into the database as far as nobody is disturbed, or wholly, unless others are in the way for long.
  func checkpoint(wholly: Bool) throws(StoreError) {
    unsafe sqlite3_busy_timeout(handle, 100)
    defer { unsafe sqlite3_busy_timeout(handle, CInt(clamping: patience.milliseconds)) }
    let mode = wholly ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE
    let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, mode, nil, nil)
    if code != SQLITE_BUSY { try check(code) }
  }

  /// Whether a transaction is under way.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// How many rows the last statement changed.
  var changes: Int { Int(unsafe sqlite3_changes(handle)) }

  /// The number of the row that was inserted last.
  var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// Runs statements that bind nothing and give nothing.
  func script(_ text: String) throws(StoreError) {
    try check(unsafe sqlite3_exec(handle, text, nil, nil, nil))
  }

  /// Runs a statement that gives nothing.
  func run(_ text: String, _ values: SQLValue...) throws(StoreError) {
    let statement = try statement(text)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() {}
  }

  /// The rows that a statement gives, each read by a closure.
  func rows<Value>(
    _ text: String, _ values: [SQLValue] = [],
    _ read: (inout Row) throws(StoreError) -> Value
  ) throws(StoreError) -> [Value] {
    let statement = try statement(text)
    defer { statement.reset() }
    try statement.bind(values)
    var found: [Value] = []
    while try statement.step() {
      var row = Row(statement)
      found.append(try read(&row))
    }
    return found
  }

  /// The first row that a statement gives, read by a closure; nil if there is none.
  func row<Value>(
    _ text: String, _ values: SQLValue..., read: (inout Row) throws(StoreError) -> Value
  ) throws(StoreError) -> Value? {
    let statement = try statement(text)
    defer { statement.reset() }
    try statement.bind(values)
    guard try statement.step() else { return nil }
    var row = Row(statement)
    return try read(&row)
  }

  /// The whole number that a statement gives; 0 if there is none.
  func integer(_ text: String, _ values: SQLValue...) throws(StoreError) -> Int64 {
    try rows(text, values) { row in row.integer() }.first ?? 0
  }

  /// What went wrong last.
  func error(_ code: CInt) -> StoreError { unsafe StoreError(sqlite: code, handle, path) }

  private func check(_ code: CInt) throws(StoreError) {
    guard code == SQLITE_OK else { throw error(code) }
  }

  private func statement(_ text: String) throws(StoreError) -> Statement {
    if let known = statements[text] { return known }
    var prepared: OpaquePointer?
    let flags = CUnsignedInt(SQLITE_PREPARE_PERSISTENT)
    try check(unsafe sqlite3_prepare_v3(handle, text, -1, flags, &prepared, nil))
    guard let prepared = unsafe prepared else {
      throw StoreError(.invalidRequest, "an empty statement")
    }
    let statement = unsafe Statement(prepared, of: self)
    // Listings are put together, so their number has no bound by itself.
    if statements.count >= Self.mostStatements { statements.removeAll() }
    statements[text] = statement
    return statement
  }

  private static let mostStatements = 200
}

extension StoreError {
  /// What a code of SQLite means here.
  fileprivate init(sqlite code: CInt, _ handle: OpaquePointer?, _ path: String) {
    let text = unsafe handle == nil ? sqlite3_errstr(code) : sqlite3_errmsg(handle)
    let words = unsafe text.map { unsafe String(cString: $0) } ?? "error \(code)"
    let isFull = unsafe handle != nil && sqlite3_system_errno(handle) == ENOSPC
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(.busy, "\(path) is being written by another process")
    case SQLITE_FULL: self = .full(path)
    case SQLITE_IOERR where isFull: self = .full(path)
    case SQLITE_CORRUPT: self.init(.damaged, "\(path) is damaged: \(words)")
    case SQLITE_NOTADB: self.init(.damaged, "\(path) is not a database")
    case SQLITE_TOOBIG: self.init(.tooLarge, "a value is too large for \(path)")
    case SQLITE_CONSTRAINT: self.init(.invalidRequest, "\(path): \(words)")
    default: self.init(.unusable, "\(path) cannot be used: \(words)")
    }
  }

  private static func full(_ path: String) -> StoreError {
    StoreError(.diskFull, "there is no room for \(path) on the disk")
  }
}
