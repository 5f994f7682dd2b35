/// Takes the rows of a table apart that is written as RFC 4180 has it, line by line.
struct TableRow {
  private var fields: [String] = []
  private var field: [UInt8] = []
  private var isQuoted = false
  private var wasQuoted = false

  /// Takes the next line; gives the row once that is whole, and nil while a quoted field goes on.
  mutating func take(_ line: [UInt8]) throws(BatchError) -> [String]? {
    var line = line[...]
    while let byte = line.popFirst() {
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          field.append(byte)
          continue
        }
        if line.first == byte {
          field.append(byte)
          line.removeFirst()
        } else {
          (isQuoted, wasQuoted) = (false, true)
          if line.first == UInt8(ascii: "\r"), line.count == 1 { line.removeFirst() }
        }
      } else if byte == UInt8(ascii: ",") {
        endField()
      } else if byte == UInt8(ascii: "\""), field.isEmpty, !wasQuoted {
        isQuoted = true
      } else {
        guard !wasQuoted else {
          self = TableRow()
          throw BatchError(.invalidItem, "there is something behind a closing quote")
        }
        field.append(byte)
      }
    }
    guard !isQuoted else {
      field.append(UInt8(ascii: "\n"))
      return nil
    }
    if !wasQuoted, field.last == UInt8(ascii: "\r") { field.removeLast() }
    endField()
    defer { self = TableRow() }
    return fields
  }

  /// Whether a quoted field was begun and not ended.
  var isOpen: Bool { isQuoted }

  private mutating func endField() {
    fields.append(String(decoding: field, as: UTF8.self))
    (field, wasQuoted) = ([], false)
  }
}
