#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A transition by the numbers of frames, before it is put on the clock.
struct FoundTransition: Equatable {
  let kind: Transition.Kind
  /// The first and the last frame that show of both views; for a cut, both the first new one.
  let first: Int
  let last: Int
  let confidence: Double
  let figures: [Transition.Figure]

  /// The first frame of the next shot.
  var border: Int { kind == .cut ? first : (first + last + 1) / 2 }

  /// A cut that was told without looking at what lies before it.
  init(cutBefore frame: Int, confidence: Double) {
    (kind, first, last, self.confidence, figures) = (.cut, frame, frame, confidence, [])
  }

  private init(_ other: FoundTransition, first: Int, last: Int) {
    (kind, confidence, figures) = (other.kind, other.confidence, other.figures)
    (self.first, self.last) = (first, last)
  }

  /// The same so many frames later.
  func shifted(by frames: Int) -> FoundTransition {
    FoundTransition(self, first: first + frames, last: last + frames)
  }

  init(_ cut: CutFinder.Candidate, _ model: ShotModel) {
    (kind, first, last) = (.cut, cut.frame, cut.frame)
    confidence = Self.likelihood(Double(cut.score))
    let evidence = cut.evidence
    figures = [
      Transition.Figure("score", Double(cut.score)),
      Transition.Figure("structure", Double(evidence.structure)),
      Transition.Figure("lasting", Double(evidence.lasting)),
      Transition.Figure("around", Double(evidence.busiest)),
      Transition.Figure("changed", Double(evidence.changed)),
      Transition.Figure("lasting_blocks", Double(evidence.lastingBlocks)),
      Transition.Figure("residue_votes", Double(evidence.residueVotes.mean)),
      Transition.Figure("level_votes", Double(evidence.levelVotes.mean)),
      Transition.Figure("sample_votes", Double(evidence.sampleVotes.mean)),
      Transition.Figure("voters", Double(evidence.shareVotes.voters)),
      Transition.Figure("returning", Double(evidence.returning ?? 0)),
      Transition.Figure("decorrelation", Double(evidence.decorrelation ?? 0)),
    ]
  }

  init(_ fade: FadeFinder.Fade, _ model: ShotModel) {
    (kind, first, last) = (fade.kind, fade.first, fade.last)
    confidence = model.fades.confidence
    figures = [
      Transition.Figure("contrast", Double(fade.top)),
      Transition.Figure("flat_frames", Double(fade.flatFrames)),
    ]
  }

  init(_ window: GradualFinder.Candidate, _ model: ShotModel) {
    (kind, first, last) = (window.kind, window.start + 1, window.end - 1)
    confidence = Self.likelihood(Double(window.margin))
    let (measured, front) = (window.figures, window.figures.front)
    let numbers: KeyValuePairs<String, Float> = [
      "score": window.margin, "structure": measured.view.structure,
      "explained": measured.explained, "residue": measured.residue,
      "unevenness": measured.unevenness, "likeness": measured.likeness,
      "softness": front.softness, "line": front.line, "coverage": front.coverage,
      "return_margin": measured.returnMargin, "slide_error": measured.slide.error,
    ]
    figures = numbers.filter { window.kind == .push || $0.key != "slide_error" }
      .map { Transition.Figure($0.key, Double($0.value)) }
  }

  private static func likelihood(_ score: Double) -> Double { 1 / (1 + exp(-score)) }
}
