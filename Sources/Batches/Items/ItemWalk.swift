/// Walks over all items that somebody named: files, folders, patterns, manifests, a pipe.
package final class ItemWalk {
  /// What somebody named.
  package enum Origin: Sendable, Equatable {
    /// A file, a folder, a pattern or an address, as written.
    case words(String)
    /// A manifest.
    case manifest(String)
    /// JSON Lines that come through an open file.
    case pipe(CInt)
  }

  private enum Stage {
    case folder(FolderWalk, pattern: GlobPattern?, words: String, isEmpty: Bool)
    case manifest(ManifestReader)
  }

  private var origins: ArraySlice<Origin>
  private let shunned: Set<FileFacts.Identity>
  private let isCancelled: @Sendable () -> Bool
  private var stage: Stage?
  /// Counts the places of lists, so that items of several lists are spread evenly too.
  private var place = 0

  /// Begins a walk; `shunned` are folders that hold what the batch itself writes.
  package init(
    _ origins: [Origin], shunning shunned: [String] = [],
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.origins = origins[...]
    self.shunned = Set(shunned.compactMap { FileFacts(of: $0)?.identity })
    self.isCancelled = isCancelled
  }

  /// The next item, or what is wrong with it; nil at the end.
  package func next() throws(BatchError) -> ItemEntry? {
    while !isCancelled() {
      if let entry = try step() { return entry }
      guard stage == nil else {
        stage = nil
        continue
      }
      guard let origin = origins.popFirst() else { return nil }
      if let entry = try begin(origin) { return entry }
    }
    return nil
  }

  private func step() throws(BatchError) -> ItemEntry? {
    switch stage {
    case nil: return nil
    case .manifest(let reader):
      let entry = try reader.next()
      if entry != nil { place += 1 }
      return entry
    case .folder(var walk, let pattern, let words, let isEmpty):
      while !isCancelled(), let file = walk.next() {
        guard pattern?.fits(file.name) ?? true else { continue }
        stage = .folder(walk, pattern: pattern, words: words, isEmpty: false)
        return .item(
          BatchItem(
            source: file.path, path: file.path, isNamed: false, mark: .name(file.name)))
      }
      stage = nil
      // A folder may be empty; a pattern that fits nothing is a slip.
      guard pattern != nil, isEmpty else { return nil }
      return .broken(
        source: words, BatchError(.unreadable, "nothing fits \(words)"), nextPlace())
    }
  }

  private func begin(_ origin: Origin) throws(BatchError) -> ItemEntry? {
    switch origin {
    case .pipe(let descriptor):
      let lines = LineSource(descriptor, name: "standard input", isCancelled: isCancelled)
      stage = .manifest(
        ManifestReader(
          lines, name: "standard input", folder: "", firstPlace: place, mayBeTable: false))
    case .manifest(let path):
      stage = .manifest(try ManifestReader(path: path, firstPlace: place))
    case .words(let words):
      let facts = BatchItem.isAddress(words) ? nil : FileFacts(of: words)
      if facts?.kind == .folder {
        let root = words.count > 1 && words.hasSuffix("/") ? String(words.dropLast()) : words
        stage = .folder(
          FolderWalk(root, shunning: shunned), pattern: nil, words: words, isEmpty: true)
      } else if facts == nil, !BatchItem.isAddress(words), let pattern = GlobPattern(words) {
        stage = .folder(
          FolderWalk(pattern.root, depth: pattern.depth, shunning: shunned), pattern: pattern,
          words: words, isEmpty: true)
      } else {
        return .item(BatchItem(source: words, path: words, isNamed: true, mark: nextPlace()))
      }
    }
    return nil
  }

  private func nextPlace() -> ShardMark {
    defer { place += 1 }
    return .place(place)
  }
}
