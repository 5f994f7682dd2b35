internal import JSON
internal import Reports

/// The items of a batch, from the lines that it wrote as they were done.
struct BatchLines {
  private let folder: String
  private var places: [String: Int] = [:]
  private var found: [ResultItem] = []

  /// `folder` is where the batch wrote.
  init(folder: String) { self.folder = folder }

  /// Whether there was any line.
  var hasItems: Bool { !found.isEmpty }
  /// Each item once, as its last line tells of it, by name.
  var items: [ResultItem] {
    found.sorted { ($0.source ?? "", $0.title) < ($1.source ?? "", $1.title) }
  }

  /// Adds a line.
  mutating func add(_ line: JSONValue) {
    let source = line["source"]?.asText
    let key = line["id"]?.asText ?? source ?? "\(found.count)"
    let item = ResultItem(
      title: source ?? key, folder: folder, source: source, place: place(line))
    if let known = places[key] {
      found[known] = item
    } else {
      places[key] = found.count
      found.append(item)
    }
  }

  private func place(_ line: JSONValue) -> ResultItem.Place {
    let state = line["status"]?.asText ?? ""
    guard state == "done", let path = line["result"]?.asText else {
      let known = ["failed", "skipped"].contains(state) ? state : "failed"
      return .none(
        state: known,
        ReportNote(
          code: line["code"]?.asText ?? "", message: line["reason"]?.asText ?? "no result"))
    }
    // Whoever wrote the list does not decide what is read outside of its folder.
    guard VideoPlace.isBelow(path) else {
      return .none(
        state: "failed",
        ReportNote(
          code: ReportError.Code.unsafePath.rawValue,
          message: "its result is not in the folder of the batch"))
    }
    return .file("\(folder)/\(path)")
  }
}
