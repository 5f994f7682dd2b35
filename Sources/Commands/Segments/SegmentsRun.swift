internal import Analysis
internal import Documents
internal import Exports
internal import Media
internal import MediaTypes
internal import Segmentation

/// One run of `segments`.
struct SegmentsRun {
  private let arguments: Arguments
  private let console: Console
  private let scan: Scan
  private let list: ListFile

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    scan = try arguments.scan(console)
    list = try ListFile(arguments)
    // Wrong words are told before the video is looked at.
    _ = try arguments.segmentBounds(for: try arguments.segmentPolicy(zero: nil))
  }

  func run() throws(CommandError) -> ExitCode {
    try console.withInput(arguments.positionals[0], limits: scan.limits) {
      input throws(CommandError) in
      let footage = try FootageRun(
        scan: scan, console: console, isQuiet: arguments.has(.quiet)
      ).footage(of: input)
      let tiling = try VideoTiling(arguments, footage)
      try list.file.write(try bytes(tiling, footage, input), to: console)
      if let path = list.file.path, !arguments.has(.quiet) {
        console.say("\(tiling.segments.count) segments in \(path)")
      }
      return .success
    }
  }

  private func bytes(
    _ tiling: VideoTiling, _ footage: Footage, _ input: InputName
  ) throws(CommandError) -> [UInt8] {
    switch list.form {
    case .table: return Array(tiling.table(footage, console.style).utf8)
    case .document:
      return try JSONText.of(
        SegmentsDocument(
          tiling.segments, by: tiling.policy, tiling.bounds, footage,
          of: ExportSource(footage, of: input)),
        isSpread: true)
    case .export(let format):
      var entries = tiling.segments.enumerated().map { place, segment in
        ExportEntry(segment, number: place + 1, of: footage)
      }
      if format == .html {
        let pictures = try console.reading(input) { () throws(MediaError) in
          try Thumbnails(limits: scan.limits, interruption: console.interruption)
            .pictures(
              of: input.source, footage,
              at: tiling.segments.map { footage.bestInstant(of: $0.range) })
        }
        for place in entries.indices { entries[place].thumbnail = pictures[place] }
      }
      return try FootageExport.bytes(entries, ExportSource(footage, of: input), format)
    }
  }
}
