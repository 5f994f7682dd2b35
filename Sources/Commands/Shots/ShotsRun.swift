internal import Analysis
internal import Exports
internal import Media
internal import MediaTypes
internal import Segmentation

/// One run of `shots`.
struct ShotsRun {
  private let arguments: Arguments
  private let console: Console
  private let scan: Scan
  private let list: ListFile

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    scan = try arguments.scan(console)
    list = try ListFile(arguments)
    for (a, b) in [(Option.stats, Option.fromStats), (.stats, .fast), (.fromStats, .fast)]
    where arguments.has(a) && arguments.has(b) {
      throw .usage("\(a.flag) and \(b.flag) do not go together", advice: "leave one of them out")
    }
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: scan.limits) {
      input throws(CommandError) in
      let footage = try footage(of: input)
      try list.file.write(try bytes(footage, input), to: console)
      if let path = list.file.path, !arguments.has(.quiet) {
        console.say("\(footage.shots.count) shots in \(path)")
      }
      return .success
    }
  }

  private func footage(of input: InputName) throws(CommandError) -> Footage {
    if let path = arguments.text(of: .fromStats) {
      return try footage(of: input, recordedIn: path)
    }
    let recording = try arguments.text(of: .stats).map { path throws(CommandError) in
      try SignatureFile(path, isReplacing: arguments.has(.force))
    }
    let run = FootageRun(
      scan: scan, console: console, isQuiet: arguments.has(.quiet), recording: recording)
    return try run.footage(of: input)
  }

  private func footage(
    of input: InputName, recordedIn path: String
  ) throws(CommandError) -> Footage {
    var failure: CommandError?
    let found = Result { () throws(MediaError) in
      try scan.footage(
        of: input.source,
        from: { take in
          do throws(CommandError) {
            try SignatureFile.read(path, take)
          } catch {
            failure = error
          }
        })
    }
    // A recording that cannot be read leaves nothing to find, which is not what is wrong.
    if let failure { throw failure }
    return try console.reading(input) { () throws(MediaError) in try found.get() }
  }

  private func bytes(_ footage: Footage, _ input: InputName) throws(CommandError) -> [UInt8] {
    switch list.form {
    case .table: return Array(ShotsTable.text(footage, console.style).utf8)
    case .document: return try JSONText.of(ShotsDocument(footage, of: input), isSpread: true)
    case .export(let format):
      var entries = footage.shots.indices.map { ExportEntry(footage, shot: $0) }
      if format == .html {
        let pictures = try console.reading(input) { () throws(MediaError) in
          try Thumbnails(limits: scan.limits, interruption: console.interruption)
            .pictures(of: input.source, footage, at: footage.shots.map(\.bestFrame.timestamp))
        }
        for place in entries.indices { entries[place].thumbnail = pictures[place] }
      }
      return try FootageExport.bytes(entries, ExportSource(footage, of: input), format)
    }
  }
}
