internal import Analysis
internal import MediaTypes
internal import Segmentation

/// The shots of a video as a table for people.
enum ShotsTable {
  static func text(_ footage: Footage, _ style: TextStyle) -> String {
    var table = TextTable([" shot", " start", " end", " length", "begins with", " sure", "camera"])
    for (place, shot) in footage.shots.enumerated() {
      let opening = shot.opening
      table.add([
        "\(place + 1)", Decimal.timecode(shot.range.start.seconds(since: footage.zero)),
        Decimal.timecode(shot.range.end.seconds(since: footage.zero)),
        Decimal.seconds(shot.range.seconds),
        opening.map { $0.kind.rawValue.replacing("_", with: " ") } ?? "",
        opening.map { "\(Int(($0.confidence * 100).rounded())) %" } ?? "",
        shot.cues.motion.kind.rawValue,
      ])
    }
    return table.text(style)
  }
}
