internal import JSON

/// What a run of `report` wrote, for programs.
struct ReportSummary {
  /// Each page.
  var pages: [JSONValue]
  /// The index of all; nil for a single page.
  var index: String?
  /// Results that could not be shown.
  var failures = 0

  init(pages: [JSONValue]) { self.pages = pages }

  /// The document on one line.
  var text: String {
    JSONValue.members([
      "schema": "shotlog.report/1", "index": index.map { .text($0) }, "pages": .list(pages),
      "failures": .integer(Int64(failures)),
    ]).text + "\n"
  }
}
