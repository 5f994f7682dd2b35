internal import MediaTypes

/// Says in a few words what was measured, for models that cannot measure.
struct FactWording {
  private let video: VideoFacts

  init(_ video: VideoFacts) { self.video = video }

  func lines(about segment: ClipSegment) -> [String] {
    let facts = segment.facts
    var lines: [String] = []
    if facts.shots.count > 1 {
      let starts = facts.shots.dropFirst().map { Digits.thousandths(video.seconds($0.range.start)) }
      lines.append("\(facts.shots.count) shots; new ones at \(starts.joined(separator: ", ")) s")
    }
    if let shot = facts.shots.max(by: { $0.range.seconds < $1.range.seconds }) {
      lines.append("Camera: \(shot.motion.rawValue); light: \(Digits.short(shot.brightness))")
    }
    for (name, ranges) in [("Black", facts.black), ("Frozen", facts.frozen)] where !ranges.isEmpty {
      lines.append("\(name): \(spans(ranges))")
    }
    // Where every sample is zero the level has no bottom.
    if let loudness = facts.loudness, loudness.isFinite {
      lines.append("Sound: \(Int(loudness.rounded())) dBFS")
    }
    if !facts.silent.isEmpty { lines.append("Silent: \(spans(facts.silent))") }
    if !facts.damaged.isEmpty { lines.append("Unreadable: \(spans(facts.damaged))") }
    return lines
  }

  private func spans(_ ranges: [TimeRange]) -> String {
    ranges.map { range in
      "\(Digits.thousandths(video.seconds(range.start)))–\(Digits.thousandths(video.seconds(range.end))) s"
    }.joined(separator: ", ")
  }
}
