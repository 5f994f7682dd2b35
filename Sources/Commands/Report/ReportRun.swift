internal import JSON
internal import Media
internal import MediaTypes
internal import Reports

/// One run of `report`.
struct ReportRun {
  private let arguments: Arguments
  private let console: Console
  private let limits: ReportLimits
  private let writer: ReportWriter

  init(_ arguments: Arguments, _ console: Console) throws(CommandError) {
    (self.arguments, self.console) = (arguments, console)
    var limits = ReportLimits()
    if let bytes = try arguments.value(.pictureBytes, .byteCount) {
      limits.pictureBytes = Int(clamping: bytes)
    }
    self.limits = limits
    if arguments.has(.terminalView) {
      for option in [Option.reportOut, .reportJSON, .reportVideo] where arguments.has(option) {
        throw .usage(
          "--term writes no page, so there is nothing for \(option.flag)",
          advice: "leave one of them out")
      }
    }
    if arguments.has(.reportJSON), arguments.text(of: .reportOut) == "-" {
      throw .usage(
        "--json and the page would both be written to standard output",
        advice: "name a file with --out")
    }
    if let video = arguments.text(of: .reportVideo), !FileSystem.exists(video) {
      throw CommandError(
        .noInput, "\(video): there is no such file", advice: "check the spelling of its path")
    }
    writer = try ReportWriter(arguments, console, limits)
  }

  func run() throws(CommandError) -> ExitCode {
    let list = try ResultList(arguments, console, limits)
    if arguments.has(.terminalView) { return try show(list) }
    if list.isSingle { return try writePage(list.items[0]) }
    return try writeFolder(list)
  }

  /// Shows results in the terminal.
  private func show(_ list: ResultList) throws(CommandError) -> ExitCode {
    let view = TerminalReport(console)
    var failures = 0
    for (place, item) in list.items.enumerated() {
      if place > 0 { try console.output.write("\n") }
      if case .none(let state, let note) = item.place {
        try console.output.write(view.text(of: item.title, state: state, note))
        continue
      }
      do {
        try console.output.write(view.text(of: try report(item)))
      } catch {
        guard error.exitCode != .outputClosed, list.items.count > 1 else { throw error }
        console.say(error.line)
        failures += 1
      }
    }
    return failures == 0 ? .success : .incomplete
  }

  /// Writes the page of a result, by itself.
  private func writePage(_ item: ResultItem) throws(CommandError) -> ExitCode {
    let name = arguments.text(of: .reportOut) ?? Self.pageName(item)
    if name == "-", console.output.isTerminal {
      throw .usage("a page would be written to the terminal", advice: "name a file with --out")
    }
    if FileSystem.isFolder(name) {
      throw .usage("\(name) is a folder", advice: "name the page, such as \(name)/report.html")
    }
    let file = try ResultFile(name, isReplacing: arguments.has(.force))
    let folder = file.path.map(ResultList.folder) ?? "."
    let page = try writer.page(of: try report(item), item, pageFolder: folder)
    try file.write(page.bytes, to: console)
    guard let path = file.path else { return .success }
    if arguments.has(.reportJSON) {
      let document = ReportSummary(pages: [page.entry(named: path, result: item.title)])
      try console.output.write(document.text)
    } else if !arguments.has(.quiet) {
      console.say("\(page.summary) in \(path)")
    }
    return .success
  }

  /// Writes a folder of pages, and their index last.
  private func writeFolder(_ list: ResultList) throws(CommandError) -> ExitCode {
    let folder = arguments.text(of: .reportOut) ?? "\(list.folder)/report"
    guard folder != "-" else {
      throw .usage(
        "several results become a folder, which is no stream", advice: "name it with --out")
    }
    let index = try ResultFile("\(folder)/index.html", isReplacing: arguments.has(.force))
    try FileSystem.makeFolder(folder)
    var library = ReportLibrary(limits: limits, count: list.items.count)
    var summary = ReportSummary(pages: [])
    var failures = 0
    for item in list.items {
      if case .none(let state, let note) = item.place {
        library.add(name: item.title, state: state, note)
        continue
      }
      do {
        let report = try report(item)
        let name = library.freeName(for: report)
        let page = try writer.page(of: report, item, pageFolder: folder)
        try ResultFile("\(folder)/\(name)", isReplacing: arguments.has(.force))
          .write(page.bytes, to: console)
        library.add(report, page: name, pictures: page.pictures)
        summary.pages.append(page.entry(named: "\(folder)/\(name)", result: item.title))
      } catch {
        guard ![.outputClosed, .cancelled, .noOutput].contains(error.exitCode) else { throw error }
        console.say(error.line)
        library.add(
          name: item.source ?? item.title, state: "failed",
          ReportNote(code: "unreadable_result", message: error.message))
        failures += 1
      }
    }
    try index.write(library.page, to: console)
    if library.isCut {
      console.say("the index searches the first words of each video only: there are too many")
    }
    if arguments.has(.reportJSON) {
      summary.index = index.path
      summary.failures = failures
      try console.output.write(summary.text)
    } else if !arguments.has(.quiet) {
      console.say("\(summary.pages.count) pages in \(folder), from \(folder)/index.html on")
    }
    return failures == 0 ? .success : .incomplete
  }

  private func report(_ item: ResultItem) throws(CommandError) -> Report {
    do {
      return try item.report(limits)
    } catch {
      throw CommandError(error, of: item.title)
    }
  }

  /// What the page is called: as the result, beside it.
  private static func pageName(_ item: ResultItem) -> String {
    guard case .file(let path) = item.place else { return "-" }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return path.dropLast(name.count) + "\(stem.isEmpty ? name : stem).html"
  }
}
