internal import Analysis
internal import Media
internal import MediaTypes
internal import Segmentation

/// Looks at a video for a command, and shows how far that has come.
struct FootageRun {
  let scan: Scan
  let console: Console
  let isQuiet: Bool
  /// Where to record what shots are decided by; nil for nowhere.
  var recording: SignatureFile?

  /// Everything that is found.
  func footage(of input: InputName) throws(CommandError) -> Footage {
    var progress = console.progress(isQuiet: isQuiet)
    defer { progress?.end() }
    var failure: CommandError?
    let found = Result { () throws(MediaError) in
      try scan.footage(
        of: input.source,
        onSignature: recording.map { file in
          { signature in
            guard failure == nil else { return }
            do throws(CommandError) {
              try file.add(signature)
            } catch {
              failure = error
              // Nothing that follows could be recorded.
              scan.interruption.cancel()
            }
          }
        },
        onProgress: { step in
          progress?.show(step.pictures, "pictures", part: step.part)
        })
    }
    if let failure { throw failure }
    let footage = try console.reading(input) { () throws(MediaError) in try found.get() }
    try recording?.finish()
    return footage
  }
}
