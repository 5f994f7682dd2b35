internal import MediaTypes

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Keeps packet indexes in a folder, so that a file is read through once.
///
/// An index is found by the file's content: renamed files are known, changed ones are not. What lies in the
/// folder is checked before it is believed; anything wrong there only costs reading the file again.
public struct IndexCache: Sendable {
  private let folder: String

  /// Uses a folder, made when something is first kept there.
  public init(folder: String) { self.folder = folder }

  /// The index of a file, from the folder or else from the file itself.
  public func index(
    ofFileAt path: String, stream: Int? = nil, limits: MediaLimits = MediaLimits(),
    interruption: Interruption = Interruption(), onProgress: ((Double) -> Void)? = nil
  ) throws(MediaError) -> PacketIndex {
    let name = ContentDigest(ofFileAt: path).map { digest in
      "\(folder)/\(digest.text)-\(stream.map { "\($0)" } ?? "main").index"
    }
    if let name, let kept = Self.read(name).flatMap(PacketIndex.init(stored:)) { return kept }
    let index = try PacketIndex(
      of: .path(path), stream: stream, limits: limits, interruption: interruption,
      onProgress: onProgress)
    // Damage is told in words that the file does not keep: such an index is made anew each time.
    if let name, index.damage.isEmpty { write(index.stored, to: name) }
    return index
  }

  private static func read(_ name: String) -> [UInt8]? {
    guard let file = unsafe fopen(name, "rb") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = unsafe fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Written beside its place and then moved there, so that nobody sees half of it.
  private func write(_ bytes: [UInt8], to name: String) {
    makeFolder()
    let draft = "\(name).\(getpid())"
    guard let file = unsafe fopen(draft, "wb") else { return }
    let written = unsafe fwrite(bytes, 1, bytes.count, file)
    let isClosed = unsafe fclose(file) == 0
    guard written == bytes.count, isClosed, unsafe rename(draft, name) == 0 else {
      unsafe unlink(draft)
      return
    }
  }

  private func makeFolder() {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/" + part
      unsafe mkdir(path, 0o700)
    }
  }
}
