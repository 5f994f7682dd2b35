internal import Media
internal import MediaTypes
public import Segmentation

extension Footage {
  /// Everything at which a segment might begin: shots, scenes, silences, black, text and chapters.
  public var boundaries: [BoundaryCandidate] {
    shotBoundaries + sceneBoundaries + quietBoundaries + writtenBoundaries
  }

  private var shotBoundaries: [BoundaryCandidate] {
    shots.compactMap { shot in
      shot.opening.map { opening in
        BoundaryCandidate(
          opening.kind == .cut ? .cut : .gradual, at: shot.range.start,
          strength: Float(0.4 + 0.5 * opening.confidence))
      }
    }
  }

  private var sceneBoundaries: [BoundaryCandidate] {
    SceneJoiner().borders(
      of: shots.map { shot in
        ShotAppearance(
          range: shot.range, histogram: shot.cues.colourShares,
          brightness: Float(shot.cues.brightness),
          loudness: sound?.rms(of: shot.range).map(Float.init))
      })
  }

  /// The middles of stretches; longer ones speak louder.
  private var quietBoundaries: [BoundaryCandidate] {
    (black ?? []).map { Self.middle(of: $0, .black, strength: 0.6) }
      + (sound?.silences ?? []).map { silence in
        Self.middle(of: silence, .silence, strength: Float(min(0.5, 0.2 + silence.seconds / 10)))
      }
  }

  private var writtenBoundaries: [BoundaryCandidate] {
    let edges = zip(lines, lines.dropFirst()).compactMap { line, next -> BoundaryCandidate? in
      let pause = next.range.start.seconds(since: line.range.end)
      guard pause >= 0 else { return nil }
      return BoundaryCandidate(
        .textEdge, at: next.range.start, strength: Float(min(0.4, 0.1 + pause / 10)))
    }
    return edges
      + description.chapters.map { BoundaryCandidate(.chapter, at: $0.range.start, strength: 1) }
  }

  private static func middle(
    of range: TimeRange, _ kind: BoundaryCandidate.Kind, strength: Float
  ) -> BoundaryCandidate {
    let half = Ratio(range.seconds / 2) ?? 0
    return BoundaryCandidate(kind, at: range.start.advanced(by: half), strength: strength)
  }
}
