/// Walks over the files below a folder, in the order of their names.
///
/// What is hidden is left out. Links to files are followed, links to folders are not: they may lead in circles.
struct FolderWalk {
  /// A file that was come across.
  struct File: Equatable {
    /// Where it is.
    let path: String
    /// Its name within the folder where the walk began.
    let name: String
  }

  private let root: String
  private let depth: Int?
  private let shunned: Set<FileFacts.Identity>
  /// What is still to be visited, the next at the end.
  private var pending: [String] = []

  /// Begins a walk that goes so many folders deep, and into none of some folders.
  init(_ root: String, depth: Int? = nil, shunning shunned: Set<FileFacts.Identity> = []) {
    (self.root, self.depth, self.shunned) = (root, depth, shunned)
    open("")
  }

  /// The next file; nil at the end.
  mutating func next() -> File? {
    while let name = pending.popLast() {
      let path = self.path(name)
      guard let facts = FileFacts(ofLinkOr: path) else { continue }
      if facts.kind == .folder {
        guard !shunned.contains(facts.identity) else { continue }
        if depth.map({ name.count { $0 == "/" } + 1 < $0 }) ?? true { open(name) }
      } else if FileFacts(of: path)?.kind == .file {
        return File(path: path, name: name)
      }
    }
    return nil
  }

  private func path(_ name: String) -> String {
    if name.isEmpty { return root.isEmpty ? "." : root }
    return root.isEmpty ? name : root.hasSuffix("/") ? root + name : "\(root)/\(name)"
  }

  private mutating func open(_ name: String) {
    let names = (FolderNames.of(path(name)) ?? []).filter { !$0.hasPrefix(".") }
    pending += names.reversed().map { name.isEmpty ? $0 : "\(name)/\($0)" }
  }
}
