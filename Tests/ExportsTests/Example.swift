import JSON
import Exports
import MediaTypes
import TestSupport

/// Lists to write.
enum Example {
  static let broadcast = Ratio(30000, 1001) ?? 30
  static let timing = Timing(broadcast, .ofClock(90000), zero: 126_000)

  /// A small film with everything that a list can hold, on a clock that starts at 1.4 s.
  static let film = ExportSource(
    name: "harbour film.mp4", url: "file:///films/harbour%20film.mp4", title: "Harbour & Co",
    range: range(0, 300), rate: broadcast, width: 1920, height: 1080,
    sound: .init(rate: 48000, channels: 2), timecode: "00:59:58;00", generator: "shotlog 0.1.0")

  static let entries = [
    ExportEntry(
      range(0, 61), kind: "shot", title: "Gulls, \"loud\"", note: "A pier.\nRain.", frames: 0...60,
      confidence: 0.875,
      fields: [
        ExportField("brightness", .number(0.25)), ExportField("people", .integer(3)),
        ExportField("tags", .list([.text("sea"), .text("<b>")])),
      ]),
    ExportEntry(range(61, 62), kind: "shot", title: "", frames: 61...61, confidence: 1),
    ExportEntry(
      range(62, 300), kind: "segment", title: "=SUM(A1) --> <i>&amp;</i>", frames: 62...299,
      fields: [ExportField("night", .flag(true)), ExportField("place", .text("Łódź"))]),
  ]

  /// Frames of the film as a range on its clock.
  static func range(_ first: Int64, _ end: Int64) -> TimeRange {
    timing.range(first, end)
  }

  static func text(_ format: ExportFormat) throws -> String {
    try Export(entries, of: film, as: format).text
  }
}
