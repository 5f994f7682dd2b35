internal import MediaTypes

/// Writes what shots were decided by: a line of CSV for each frame.
///
/// The last column is the signature itself, from which everything can be decided again; the figures
/// before it are for people and their spreadsheets; scores stand only where a closer look was worth
/// while. Lines come some frames late, because a score looks ahead.
package struct RecordingWriter: Sendable {
  /// The line that a recording begins with.
  package static let header = columns.joined(separator: ",")

  static let columns =
    ["ordinal", "pts", "end", "time_base", "seconds"] + lags.map { "structure_\($0)" }
    + lags.map { "luma_\($0)" }
    + ["deviation", "activity", "changed", "score", "returning", "signature"]

  private static let lags = 1...4

  private var frames = FrameMeasures()
  private var finder: CutFinder
  private let model = ShotModel().cuts
  private var written = 0

  /// Starts a recording.
  package init() { finder = CutFinder(model) }

  /// Takes the next frame, and gives the lines that are complete.
  package mutating func add(_ signature: PictureSignature) -> [String] {
    frames.append(signature)
    return lines(isLast: false)
  }

  /// Gives the last lines.
  package mutating func finish() -> [String] { lines(isLast: true) }

  private mutating func lines(isLast: Bool) -> [String] {
    _ = finder.advance(&frames, isLast: isLast)
    var lines: [String] = []
    while written < finder.known {
      lines.append(line(written))
      written += 1
    }
    return lines
  }

  private mutating func line(_ frame: Int) -> String {
    let features = frames[frame]
    let signature = features.signature
    let (start, end) = (signature.range.start, signature.range.end.floored(to: signature.timeBase))
    var fields = [
      "\(signature.ordinal)", "\(start.ticks)", "\(end.ticks)", "\(start.timeBase)",
      "\(start.seconds)",
    ]
    let pairs = Self.lags.map { lag in
      frame < lag ? nil : frames.blocks(frame - lag, frame, model)
    }
    fields += pairs.map { $0.map { "\($0.structure)" } ?? "" }
    fields += Self.lags.map { $0 > frame ? "" : "\(frames.lumaStep(frame - $0, frame))" }
    fields += ["\(features.deviation)", "\(features.activity)"]
    fields.append(pairs[0].map { "\($0.changed)" } ?? "")
    let evidence = finder.evidence(frame)
    fields.append(evidence.map { "\($0.score(model))" } ?? "")
    fields.append(evidence?.returning.map { "\($0)" } ?? "")
    fields.append(Base64.text(signature.samples))
    return fields.joined(separator: ",")
  }
}

extension PictureSignature {
  /// The time base of its times.
  fileprivate var timeBase: TimeBase { range.start.timeBase }
}
