internal import Synchronization
internal import Threads

/// A file that a `file:` URL names.
struct FileSource: Sendable {
  private let path: String
  private let policy: SourcePolicy
  private let name: String

  init(_ url: String, policy: SourcePolicy) throws(SourceError) {
    guard !policy.fileRoots.isEmpty else {
      throw SourceError(.forbidden, "Files of this machine are not read here.")
    }
    guard let path = Self.path(of: url) else {
      throw SourceError(.badURL, "A file URL must be file:// and an absolute, escaped path.")
    }
    (self.path, self.policy) = (path, policy)
    name = SourceName(ofURL: url).text
  }

  /// Reads all of it for its digest, on a thread of its own.
  func read(
    progress: @escaping @Sendable (Int64, Int64?) -> Void
  ) async throws(SourceError) -> FetchedFile {
    let isCancelled = Flag()
    let result = await withTaskCancellationHandler {
      await OwnThread.run {
        Result { () throws(SourceError) in try read(isCancelled, progress) }
      }
    } onCancel: {
      isCancelled.raise()
    }
    return try result.get()
  }

  private func read(
    _ isCancelled: Flag, _ progress: (Int64, Int64?) -> Void
  ) throws(SourceError) -> FetchedFile {
    let start = ContinuousClock.now
    let found = try FileRoots(policy.fileRoots).locate(path)
    guard let file = RegularFile(found) else {
      throw SourceError(.notFound, "There is no such file, or it may not be read.")
    }
    var check = ContentCheck()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      guard max(file.size, check.size) <= policy.largest else {
        throw .tooLarge(policy.largest)
      }
      guard !isCancelled.isRaised else { throw .cancelled }
      guard ContinuousClock.now - start < policy.patience else { throw .tooSlow }
      let count = file.read(into: &buffer)
      guard count >= 0 else { throw SourceError(.broken, "The file cannot be read.") }
      guard count > 0 else { break }
      try check.take(buffer.span.extracting(first: count))
      progress(check.size, file.size)
    }
    let digest = try check.finish()
    return FetchedFile(
      path: found, isDraft: false, size: check.size, digest: digest, name: name, type: nil)
  }

  /// The path of `file:///path`, `file://localhost/path` or `file:/path`; nil for what is neither.
  private static func path(of url: String) -> String? {
    let slash = UInt8(ascii: "/")
    var rest = url.utf8.dropFirst("file:".utf8.count)
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let host = String(rest.prefix { $0 != slash })?.lowercased()
      guard let host, host.isEmpty || host == "localhost" else { return nil }
      rest = rest.dropFirst(host.utf8.count)
    }
    guard rest.first == slash, !rest.contains(where: { "?#".utf8.contains($0) }),
      let path = PercentCoding.decoded(rest), !path.utf8.contains(0)
    else { return nil }
    return path
  }
}

/// Something that is so from some moment on.
private final class Flag: Sendable {
  private let value = Atomic(false)
  var isRaised: Bool { value.load(ordering: .relaxed) }
  func raise() { value.store(true, ordering: .relaxed) }
}
