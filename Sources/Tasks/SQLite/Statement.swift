internal import CSQLite

/// A prepared statement, kept for its next use.
@safe
final class Statement {
  private let handle: OpaquePointer
  private unowned let connection: Connection

  init(_ handle: OpaquePointer, of connection: Connection) {
    unsafe self.handle = handle
    self.connection = connection
  }

  deinit { unsafe sqlite3_finalize(handle) }

  /// Binds values in order.
  func bind(_ values: [SQLValue]) throws(StoreError) {
    for (place, value) in zip(CInt(1)..., values) {
      let code =
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, place)
        case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
        case .text(let text): bind(text, at: place)
        }
      guard code == SQLITE_OK else { throw connection.error(code) }
    }
  }

  /// Goes to the next row; false at the end.
  func step() throws(StoreError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    case let code: throw connection.error(code)
    }
  }

  /// Lets go of rows and values.
  func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  /// A column of the current row.
  func integer(_ column: CInt) -> Int64? {
    guard unsafe sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return unsafe sqlite3_column_int64(handle, column)
  }

  /// A column of the current row.
  func text(_ column: CInt) -> String? {
    guard let bytes = unsafe sqlite3_column_text(handle, column) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  private func bind(_ text: String, at place: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      guard let size = CInt(exactly: bytes.count) else { return SQLITE_TOOBIG }
      guard let base = bytes.baseAddress else {
        return unsafe csqlite_bind_text(handle, place, "", 0)
      }
      return unsafe base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        unsafe csqlite_bind_text(handle, place, $0, size)
      }
    }
  }
}

/// The current row of a statement, read column by column.
struct Row {
  private let statement: Statement
  private var column: CInt = 0

  init(_ statement: Statement) { self.statement = statement }

  /// The next column, as a whole number.
  mutating func integer() -> Int64 { maybeInteger() ?? 0 }

  /// The next column, as a whole number.
  mutating func number() -> Int { Int(integer()) }

  /// The next column; nil if it is empty.
  mutating func maybeInteger() -> Int64? {
    defer { column += 1 }
    return statement.integer(column)
  }

  /// The next column, as text.
  mutating func text() -> String { maybeText() ?? "" }

  /// The next column; nil if it is empty.
  mutating func maybeText() -> String? {
    defer { column += 1 }
    return statement.text(column)
  }

  /// The next column, as a moment.
  mutating func moment() -> Moment { Moment(milliseconds: integer()) }

  /// The next column; nil if it is empty.
  mutating func maybeMoment() -> Moment? { maybeInteger().map(Moment.init(milliseconds:)) }
}
