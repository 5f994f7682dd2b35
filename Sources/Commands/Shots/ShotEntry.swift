internal import Analysis
internal import Documents
internal import Exports
internal import JSON
internal import MediaTypes
internal import Segmentation

extension ExportEntry {
  /// A shot for a list.
  init(_ footage: Footage, shot place: Int) {
    let shot = footage.shots[place]
    var fields: [ExportField] = []
    if let opening = shot.opening {
      fields.append(ExportField("begins_with", .text(opening.kind.rawValue)))
    }
    fields += [
      ExportField("camera", .text(shot.cues.motion.kind.rawValue)),
      ExportField("brightness", .number(shot.cues.brightness.rounded(toPlaces: 3))),
      ExportField("sharpness", .number(shot.cues.sharpness.rounded(toPlaces: 4))),
      ExportField("colours", .text(shot.cues.colours.map(\.hexadecimal).joined(separator: " "))),
    ]
    if let level = footage.sound?.rms(of: shot.range), level.isFinite {
      fields.append(ExportField("loudness_db", .number(level.rounded(toPlaces: 1))))
    }
    self.init(
      shot.range, kind: "shot", title: "Shot \(place + 1)", frames: shot.ordinals,
      confidence: shot.opening?.confidence.rounded(toPlaces: 4), fields: fields)
  }
}

extension PaletteColour {
  /// The colour as pages write it: `#0a3c7f`.
  var hexadecimal: String {
    "#"
      + [red, green, blue].map { byte in
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0\(digits)" : digits
      }.joined()
  }
}
