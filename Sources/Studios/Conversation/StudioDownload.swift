internal import Fetching
internal import Threads
internal import Web

/// Takes a film's answer into a draft beside the file that it becomes.
final class StudioDownload: Sendable {
  private struct State: ~Copyable {
    var draft: DraftFile?
    var check = ContentCheck()
  }

  private let variant: StudioFile.Variant
  private let path: String
  private let state = Guarded(State())

  init(of variant: StudioFile.Variant, to path: String) {
    (self.variant, self.path) = (variant, path)
  }

  /// Judges what is announced, and begins anew.
  @Sendable func begin(_ head: WebHead) throws(SourceError) {
    guard head.status == 200 else {
      throw SourceError(.broken, "The service answered \(head.status) instead of a whole film.")
    }
    let type = head.headers["Content-Type"]
    try ContentCheck.judge(type: type)
    if let type, isForeign(type.lowercased()) {
      throw SourceError(.notMedia, "It is announced as something else.")
    }
    try start()
  }

  /// Keeps a piece.
  @Sendable func take(_ bytes: [UInt8]) throws(SourceError) {
    try state.withLock { state throws(SourceError) in
      try state.check.take(bytes.span)
      try state.draft?.write(bytes.span)
    }
  }

  /// Gives the draft its name, and tells its bytes.
  func finish() throws(SourceError) -> Int64 {
    try state.withLock { state throws(SourceError) in
      _ = try state.check.finish()
      try state.draft.take()?.keep(as: path)
      return state.check.size
    }
  }

  /// Removes the draft.
  func abandon() { state.withLock { $0.draft = nil } }

  /// Makes an empty draft in place of what an earlier try, or an earlier life of the program, left.
  func start() throws(SourceError) {
    try state.withLock { state throws(SourceError) in
      state = State()
      state.draft = try DraftFile(replacing: path + ".part")
    }
  }

  /// Services name no type, or a general one, where they could name the right one.
  private func isForeign(_ type: String) -> Bool {
    switch variant {
    case .video: type.hasPrefix("image/") || type.hasPrefix("text/") || type.hasPrefix("audio/")
    case .thumbnail, .spritesheet: type.hasPrefix("video/") || type.hasPrefix("text/")
    }
  }
}
