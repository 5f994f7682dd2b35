/// Where there is ink, in pixels from the left and from the top, the far edges outside.
package struct InkBox: Sendable, Equatable {
  /// Columns with ink.
  package let columns: Range<Int>
  /// Rows with ink.
  package let rows: Range<Int>

  /// Makes a box.
  package init(columns: Range<Int>, rows: Range<Int>) {
    (self.columns, self.rows) = (columns, rows)
  }

  /// Whether there is none.
  package var isEmpty: Bool { columns.isEmpty || rows.isEmpty }
}
