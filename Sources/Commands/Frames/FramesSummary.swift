internal import Media

/// What `frames` says when it is done.
enum FramesSummary {
  /// One line: what was written, and what was not as asked.
  static func line(_ report: SamplingReport, in folder: String?) -> String {
    var words = [folder.map { "\(pictures(report)) in \($0)" } ?? pictures(report)]
    if report.repeats > 0 { words.append("\(report.repeats) times asked for one already given") }
    for drop in report.drops {
      let place = drop.reason == .beforeStart ? "before the first picture" : "after the end"
      words.append("\(drop.count) times \(place)")
    }
    let damages = report.damage.count
    if damages > 0 { words.append("\(damages) damaged place\(damages == 1 ? "" : "s")") }
    return words.joined(separator: ", ")
  }

  private static func pictures(_ report: SamplingReport) -> String {
    "\(report.framesDelivered) picture\(report.framesDelivered == 1 ? "" : "s")"
  }
}
