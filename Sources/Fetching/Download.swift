internal import Threads
internal import Web

/// Takes a server's answer: its head, its body piece by piece, and its end.
final class Download: Sendable {
  private struct State: ~Copyable {
    var draft: DraftFile?
    var check = ContentCheck()
    var expected: Int64?
    var type: String?
  }

  private let path: String
  private let progress: @Sendable (Int64, Int64?) -> Void
  private let state = Guarded(State())

  init(into path: String, progress: @escaping @Sendable (Int64, Int64?) -> Void) {
    (self.path, self.progress) = (path, progress)
  }

  /// Judges what is announced, and makes the file.
  @Sendable func begin(_ head: WebHead) throws(SourceError) {
    // Others say of the body that it is a part of the file, or none.
    guard head.status == 200 || head.status == 203 else {
      throw SourceError(refusedWith: head.status)
    }
    let isPacked = head.headers.fields.contains {
      $0.name.lowercased() == "content-encoding" && $0.value.lowercased() != "identity"
    }
    if isPacked {
      throw SourceError(.broken, "The server packed the file, which nobody asked for.")
    }
    let type = head.headers["Content-Type"]
    try ContentCheck.judge(type: type)
    try state.withLock { state throws(SourceError) in
      state.type = type
      state.expected = head.headers["Content-Length"].flatMap { Int64($0) }
      state.draft = try DraftFile(path)
    }
  }

  /// Keeps a piece of the body.
  @Sendable func take(_ bytes: [UInt8]) throws(SourceError) {
    let (size, expected) = try state.withLock { state throws(SourceError) in
      try state.check.take(bytes.span)
      try state.draft?.write(bytes.span)
      return (state.check.size, state.expected)
    }
    progress(size, expected)
  }

  /// Gives the file away, whole as it is.
  func finish(name: String) throws(SourceError) -> FetchedFile {
    try state.withLock { state throws(SourceError) in
      let digest = try state.check.finish()
      state.draft.take()?.keep()
      return FetchedFile(
        path: path, isDraft: true, size: state.check.size, digest: digest, name: name,
        type: state.type)
    }
  }

  /// Removes what was written.
  func abandon() { state.withLock { $0.draft = nil } }
}
