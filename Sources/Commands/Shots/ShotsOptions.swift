extension Option {
  static let stats = Option(
    "stats", .file("FILE"),
    help: "Also write, as CSV, what each picture's verdict rests on.")
  static let fromStats = Option(
    "from-stats", .file("FILE"),
    help: "Decide again from what --stats wrote, without decoding; with another --sensitivity, say."
  )
}
