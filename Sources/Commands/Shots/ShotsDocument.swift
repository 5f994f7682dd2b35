internal import Analysis
internal import Documents
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
  let shots: [LastingDocument<ShotDocument>]
  let transitions: [LastingDocument<TransitionDocument>]
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
    shots = footage.shots.enumerated().map { place, shot in
      LastingDocument(shot.range, zero: footage.zero, ShotDocument(footage, place))
    }
    transitions = footage.transitions.map {
      LastingDocument($0.range, zero: footage.zero, TransitionDocument($0))
    }
    func stretches(_ ranges: [TimeRange]) -> [StretchDocument] {
      ranges.map { StretchDocument($0, zero: footage.zero) }
    }
    (black, frozen) = (footage.black.map(stretches), footage.frozen.map(stretches))
    silent = footage.sound.map { stretches($0.silences) }
    loudnessLufs = footage.sound?.loudness?.rounded(toPlaces: 1)
    damage = footage.damage.entries.map(DamageDocument.init)
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

  init(_ transition: Transition) {
    kind = transition.kind.rawValue
    confidence = transition.confidence.rounded(toPlaces: 4)
    (firstFrame, nextFrame) = (transition.ordinals.lowerBound, transition.ordinals.upperBound)
    let named = transition.figures.map { ($0.name, $0.value.rounded(toPlaces: 4)) }
    figures = Dictionary(named) { first, _ in first }
  }
}
