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
    let length = try length(of: input)
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
          progress?.show(step.pictures, "pictures", part: length.map { step.seconds / $0 })
        })
    }
    if let failure { throw failure }
    let footage = try console.reading(input) { () throws(MediaError) in try found.get() }
    try recording?.finish()
    return footage
  }

  /// Seconds that there are to look at, as far as the file knows.
  private func length(of input: InputName) throws(CommandError) -> Double? {
    let description = try console.reading(input) { () throws(MediaError) in
      try MediaDescription(
        of: input.source, limits: scan.limits, interruption: console.interruption)
    }
    let claimed = description.video?.common.duration ?? description.containerDuration
    guard let end = scan.window.to?.value ?? claimed?.seconds else { return nil }
    let length = min(end, claimed?.seconds ?? end) - (scan.window.from?.value ?? 0)
    return length > 0 ? length : nil
  }
}
