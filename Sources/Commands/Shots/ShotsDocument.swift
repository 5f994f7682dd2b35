internal import Analysis
internal import Exports
internal import Media
internal import MediaTypes
internal import Segmentation

/// Everything that was found in a video, as `shots --json` writes it.
struct ShotsDocument: Encodable {
  let schema = "shotlog.shots/1"
  let generator: String
  let source: SourceDocument
  let isFast: Bool
  let pictures: Int
  let shots: [ShotDocument]
  let transitions: [TransitionDocument]
  let black: [StretchDocument]?
  let frozen: [StretchDocument]?
  let silent: [StretchDocument]?
  let loudnessLufs: Double?
  let damage: [DamageDocument]

  init(_ footage: Footage, of input: InputName) {
    let source = ExportSource(footage, of: input)
    generator = source.generator
    self.source = SourceDocument(source)
    (isFast, pictures) = (footage.isFast, footage.pictureCount)
    shots = footage.shots.indices.map { ShotDocument(footage, $0) }
    transitions = footage.transitions.map { TransitionDocument($0, zero: footage.zero) }
    func stretches(_ ranges: [TimeRange]) -> [StretchDocument] {
      ranges.map { StretchDocument($0, zero: footage.zero) }
    }
    (black, frozen) = (footage.black.map(stretches), footage.frozen.map(stretches))
    silent = footage.sound.map { stretches($0.silences) }
    loudnessLufs = footage.sound?.loudness?.rounded(toPlaces: 1)
    damage = footage.damage.entries.map(DamageDocument.init)
  }
}

/// From when to when something lasts, on every clock.
struct StretchDocument: Encodable {
  let start: Double
  let end: Double
  let startFromZero: Double
  let endFromZero: Double
  let startTicks: Int64
  let endTicks: Int64
  let timeBase: String

  init(_ range: TimeRange, zero: Timestamp) {
    (start, end) = (range.start.seconds, range.end.seconds)
    startFromZero = range.start.seconds(since: zero)
    endFromZero = range.end.seconds(since: zero)
    let base = range.start.timeBase
    (startTicks, endTicks) = (range.start.ticks, range.end.floored(to: base).ticks)
    timeBase = base.description
  }
}

/// How one shot becomes the next.
struct TransitionDocument: Encodable {
  let kind: String
  let confidence: Double
  let firstFrame: Int
  /// The first frame that shows the new shot alone.
  let nextFrame: Int
  let figures: [String: Double]
  private let stretch: StretchDocument

  init(_ transition: Transition, zero: Timestamp) {
    kind = transition.kind.rawValue
    confidence = transition.confidence.rounded(toPlaces: 4)
    (firstFrame, nextFrame) = (transition.ordinals.lowerBound, transition.ordinals.upperBound)
    let named = transition.figures.map { ($0.name, $0.value.rounded(toPlaces: 4)) }
    figures = Dictionary(named) { first, _ in first }
    stretch = StretchDocument(transition.range, zero: zero)
  }

  private enum Key: String, CodingKey { case kind, confidence, firstFrame, nextFrame, figures }

  func encode(to encoder: any Encoder) throws {
    try stretch.encode(to: encoder)
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(kind, forKey: .kind)
    try fields.encode(confidence, forKey: .confidence)
    try fields.encode(firstFrame, forKey: .firstFrame)
    try fields.encode(nextFrame, forKey: .nextFrame)
    try fields.encode(figures, forKey: .figures)
  }
}
