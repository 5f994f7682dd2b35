/// Where the results of a batch lie, and how they come there: whole, or not at all.
///
///     batch.jsonl       what became of each item
///     results/NAME      the results
///     .drafts/PART/     what is being written
package struct ResultFolder: Sendable {
  /// Where it is.
  package let path: String
  private let drafts: String
  /// The book of what became of each item.
  package let ledger: Ledger

  /// Opens a folder, made if need be, for one part of a batch; each part has a book of its own.
  package init(_ path: String, shard: Shard) throws(BatchError) {
    self.path = path
    let name = shard == .whole ? "batch" : "batch-\(shard.number)-of-\(shard.count)"
    drafts = "\(path)/.drafts/\(name)"
    try SafeNames.makeFolder("\(path)/results")
    ledger = try Ledger("\(path)/\(name).jsonl")
    // Nobody else writes there while the book is ours.
    sweep()
    try SafeNames.makeFolder(drafts)
  }

  /// The folder of results, which is no place to look for videos.
  package var results: String { "\(path)/results" }

  /// The name of a result's file from here, for people to recognise.
  package static func name(of item: BatchItem, _ key: ItemKey) -> String {
    let text = item.isAddress ? item.path.prefix { $0 != "?" && $0 != "#" } : item.path[...]
    let last = text.split(separator: "/").last ?? "video"
    let end = last.lastIndex(of: ".") ?? last.endIndex
    let stem = end > last.startIndex ? last[..<end] : last
    let harmless = stem.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar == "\u{FFFD}" ? "_" : scalar
    }
    var words = String(String.UnicodeScalarView(harmless))
    while words.utf8.count > 120 { words.removeLast() }
    while words.hasPrefix(".") { words.removeFirst() }
    return "results/\(words.isEmpty ? "video" : words)-\(key.text.prefix(12)).json"
  }

  /// Whether there is a file under a name that was given out.
  package func holds(_ name: String) -> Bool { FileFacts(of: "\(path)/\(name)")?.kind == .file }

  /// A file to write a result into that is not whole yet.
  package func draft(_ number: Int) throws(BatchError) -> SafeFile {
    try SafeFile(making: draftPath(number))
  }

  /// Makes a draft that was settled a result.
  package func keep(_ number: Int, as name: String) throws(BatchError) {
    try SafeNames.move(draftPath(number), to: "\(path)/\(name)")
  }

  /// Throws a draft away.
  package func discard(_ number: Int) { SafeNames.remove(draftPath(number)) }

  /// Tidies up at the end.
  package func close() {
    sweep()
    SafeNames.removeFolder(drafts)
    SafeNames.removeFolder("\(path)/.drafts")
  }

  private func sweep() {
    for left in FolderNames.of(drafts) ?? [] { SafeNames.remove("\(drafts)/\(left)") }
  }

  private func draftPath(_ number: Int) -> String { "\(drafts)/\(number)" }
}
