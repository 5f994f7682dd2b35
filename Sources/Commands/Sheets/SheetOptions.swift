extension Option {
  static let columns = Option(
    "columns", short: "c", .text("N"),
    help: "Pictures in a row; 4 unless given, 6 for upright videos.")
  static let rows = Option("rows", short: "r", .text("N"), help: "Rows; 4 unless given.")
  static let sheetCount = Option(
    "count", short: "n", .text("N"), help: "Pictures on the sheet, in place of --rows.")
  static let width = Option(
    "width", short: "w", .text("PIXELS"), help: "Width of the sheet; 1600 unless given.")
  static let sheetFormat = Option(
    "format", .choice(["jpg", "png"]), help: "The kind of file, if its name does not tell.")
  static let sheetOut = Option(
    "out", short: "o", .file("FILE"),
    help: "Where to write; VIDEO-sheet.jpg unless given. - is standard output.")

  static let sheet = [columns, rows, sheetCount, width, sheetFormat, sheetOut]
}
