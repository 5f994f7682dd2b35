internal import Threads

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A place in the spool for files that somebody who is not trusted makes.
package struct DraftFolder: Sendable, Equatable {
  /// Where it is.
  package let path: String

  /// Where a file in it is; nil unless it is a file of that name, and the only name of that file.
  ///
  /// A link would be moved in among results, and whatever it leads to would be given away.
  package func file(_ name: String) async -> String? {
    let path = "\(path)/\(name)"
    guard !name.isEmpty, !name.contains("/"), !name.utf8.contains(0) else { return nil }
    let isFile = try? await OwnThread.run { () throws(StoreError) in
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { return false }
      return status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }
    return isFile == true ? path : nil
  }

  /// How many files are in it, and their bytes together.
  package func contents() async -> (count: Int, bytes: Int64) {
    let path = path
    let sizes = try? await OwnThread.run { () throws(StoreError) in
      FileSystem.names(in: path).compactMap {
        FileSystem.facts(of: "\(path)/\($0)", followingLinks: false)?.size
      }
    }
    return (sizes?.count ?? 0, sizes?.reduce(0, &+) ?? 0)
  }

  /// Marks it and what is in it as changed now, so that nobody takes it for left behind.
  package func keep() async {
    let path = path
    try? await OwnThread.run { () throws(StoreError) in
      for one in [path] + FileSystem.names(in: path).map({ "\(path)/\($0)" }) {
        _ = unsafe utimensat(AT_FDCWD, one, nil, AT_SYMLINK_NOFOLLOW)
      }
    }
  }

  /// Removes it with all that is in it.
  package func remove() async {
    let path = path
    try? await OwnThread.run { () throws(StoreError) in FileSystem.removeTree(path) }
  }
}

extension DataFolder {
  /// Makes a folder in the spool.
  package func makeDraftFolder(_ name: String) async throws(StoreError) -> DraftFolder {
    let folder = DraftFolder(path: draft(name))
    try await OwnThread.run { () throws(StoreError) in try FileSystem.makeFolder(folder.path) }
    return folder
  }

  /// Removes folders of the spool whose names begin so.
  package func removeDraftFolders(_ prefix: String) async {
    let spool = spool
    try? await OwnThread.run { () throws(StoreError) in
      for name in FileSystem.names(in: spool) where name.hasPrefix(prefix) {
        FileSystem.removeTree("\(spool)/\(name)")
      }
    }
  }
}

extension FileSystem {
  /// Removes a file, a link, or a folder with all that is in it, as far as that can be.
  static func removeTree(_ path: String) {
    // Links are removed by this, wherever they lead.
    guard unsafe unlink(path) != 0, errno == EISDIR || errno == EPERM else { return }
    for name in names(in: path) { removeTree("\(path)/\(name)") }
    removeFolder(path)
  }
}
