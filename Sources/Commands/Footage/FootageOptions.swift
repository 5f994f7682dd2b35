internal import Analysis
internal import Exports
internal import Media
internal import MediaTypes

extension Option {
  static let sensitivity = Option(
    "sensitivity", .text("0-1"),
    help: "How little is enough to be a new shot; 0.5 unless given, 1 finds most.")
  static let fast = Option(
    "fast", help: "Decode only what may hold a boundary; on long runs between key pictures.")
  static let minShot = Option(
    "min-shot", .text("TIME"), help: "No shot shorter than this; the surer border counts.")
  static let noSound = Option("no-sound", help: "Look only; no silences, no loudness.")
  static let listFormat = Option(
    "format", .choice(["table"] + ExportFormat.allCases.map(\.name)),
    help: "How to write the list; a table for people unless given, or what --out's ending says.")
  static let listJSON = Option(
    "json", short: "j", help: "Everything that was found, as one JSON document.")
  static let listOut = Option(
    "out", short: "o", .file("FILE"), help: "Where to write, in place of standard output.")

  static let scan = [sensitivity, minShot, fast, noSound]
  static let list = [listFormat, listJSON, listOut, force, quiet]
}

extension Arguments {
  /// How a video is to be looked at.
  func scan(_ console: Console) throws(CommandError) -> Scan {
    var scan = Scan()
    scan.sensitivity = try value(.sensitivity, .unit)?.value ?? scan.sensitivity
    scan.shortestShot = try value(.minShot, .seconds) ?? scan.shortestShot
    scan.isFast = has(.fast)
    scan.listens = !has(.noSound)
    scan.window = try window()
    scan.limits = try limits()
    scan.limits.threads = console.threads
    scan.interruption = console.interruption
    return scan
  }
}

extension ValueReader where Value == Ratio {
  static var unit: Self {
    ValueReader(expected: "a number from 0 to 1, such as 0.5") { text in
      Ratio(text).flatMap { $0 >= 0 && $0 <= 1 ? $0 : nil }
    }
  }
}
