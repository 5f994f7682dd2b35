#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What the system says of a file without reading it.
package struct FileFacts: Sendable, Equatable {
  /// What sort of thing lies there.
  package enum Kind: Sendable, Equatable {
    case file
    case folder
    /// A pipe, a device, a socket.
    case other
  }

  /// What sort of thing it is.
  package let kind: Kind
  /// How many bytes are in it.
  package let size: Int64
  /// When it last changed, in seconds since 1970.
  package let changed: Double
  /// What is the same for all names of one thing, and for no other.
  let identity: Identity

  /// Which thing of which file system.
  struct Identity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64
  }

  package init(kind: Kind, size: Int64, changed: Double) {
    (self.kind, self.size, self.changed) = (kind, size, changed)
    identity = Identity(device: 0, number: 0)
  }

  /// Asks the system; nil if there is nothing of that name.
  package init?(of path: String) { self.init(path, followsLinks: true) }

  /// The same, of a link itself rather than of what it leads to.
  init?(ofLinkOr path: String) { self.init(path, followsLinks: false) }

  private init?(_ path: String, followsLinks: Bool) {
    var status = stat()
    let code = unsafe followsLinks ? stat(path, &status) : lstat(path, &status)
    guard code == 0 else { return nil }
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    size = Int64(status.st_size)
    changed = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }
}
