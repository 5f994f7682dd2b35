internal import MediaTypes

/// The pictures of one exact part on their way into its file.
final class SplicedPart {
  /// What encoding a part takes.
  private struct Encoding {
    let clock: DecodingClock
    /// The encoder of the first pictures that need one.
    var recoder: Recoder?
    var run: PictureRun?
  }

  /// Pictures encoded anew so far.
  private(set) var encoded = 0
  /// Pictures copied so far.
  private(set) var copied = 0

  private let cut: ExactCut.Facts
  private let plan: SplicePlan
  private let shown: ArraySlice<Int64>, end: Int64
  private var step = 0
  private var encoding: Encoding?

  init(_ plan: SplicePlan, _ shown: ArraySlice<Int64>, end: Int64, of cut: ExactCut.Facts) {
    (self.plan, self.shown, self.end, self.cut) = (plan, shown, end, cut)
  }

  /// Opens the part's file.
  func output(
    _ layout: CopyOutput.Layout, at path: String, zero: Int64, end: Int64
  ) throws(MediaError) -> CopyOutput {
    if plan.isEncoded {
      let recoder = try recoder()
      let clock = DecodingClock(shown, end: self.end, depth: max(cut.depth, recoder.delay))
      encoding = Encoding(clock: clock, recoder: recoder)
    }
    return try CopyOutput(
      layout, of: cut.input, at: path, zero: zero, end: end, recoder: encoding?.recoder)
  }

  /// Whether a packet is to be copied, by its place in the order of decoding.
  func takes(_ place: Int, shownAt pts: Int64, isHidden: Bool) -> Bool {
    plan.steps.contains { step in
      guard case .copy(let places, let start) = step else { return false }
      return places.contains(place) && (isHidden || pts >= start)
    }
  }

  /// Writes the packet that the input has just read, and what comes before it.
  func copy(isHidden: Bool, into output: CopyOutput) throws(MediaError) {
    while let ticks = encodedNext { try encode(ticks, upTo: nil, into: output) }
    try output.write(decodedAt: encoding?.clock.time(at: encoded + copied) ?? .min)
    if !isHidden { copied += 1 }
  }

  /// Writes what is encoded of pictures shown before `limit`, unless packets must be copied before.
  ///
  /// `place` is that of the packet which the input has just read.
  func advance(to limit: Int64, place: Int, into output: CopyOutput) throws(MediaError) {
    if case .copy(let places, _)? = plan.steps.dropFirst(step).first, place >= places.upperBound {
      step += 1
    }
    guard let ticks = encodedNext, ticks.lowerBound < limit else { return }
    try encode(ticks, upTo: limit, into: output)
  }

  /// Writes all that is left.
  func finish(into output: CopyOutput) throws(MediaError) {
    while step < plan.steps.count {
      if let ticks = encodedNext {
        try encode(ticks, upTo: nil, into: output)
      } else {
        step += 1
      }
    }
    encoding = nil
  }

  /// What is to be encoded next; nil if something is to be copied, or nothing is left.
  private var encodedNext: Range<Int64>? {
    if case .encode(let ticks)? = plan.steps.dropFirst(step).first { ticks } else { nil }
  }

  private func encode(
    _ ticks: Range<Int64>, upTo limit: Int64?, into output: CopyOutput
  ) throws(MediaError) {
    let run = try run(of: ticks)
    try run.advance(to: limit) { packet throws(MediaError) in
      // Where packets do not tell the pictures apart, the encoder's own clock has to do.
      let dts = cut.isCounted ? encoding?.clock.time(at: encoded + copied) : nil
      try output.write(
        run.recoder, decodedAt: dts ?? packet.dts,
        duration: encoding?.clock.duration(of: packet.pts) ?? 0)
      encoded += 1
    }
    guard limit.map({ $0 >= ticks.upperBound }) ?? true else { return }
    encoding?.run = nil
    step += 1
  }

  /// What encodes these pictures, begun or to begin.
  private func run(of ticks: Range<Int64>) throws(MediaError) -> PictureRun {
    if let run = encoding?.run { return run }
    let own = if let first = encoding?.recoder { first } else { try recoder() }
    let run = try PictureRun(ticks, of: cut, own)
    encoding?.run = run
    encoding?.recoder = nil
    return run
  }

  private func recoder() throws(MediaError) -> Recoder {
    let purpose: Recoder.Purpose = plan.isEncodedWhole ? .replacing(asHEVC: cut.asHEVC) : .splicing
    guard let recoder = try Recoder(for: cut.input, purpose) else {
      throw MediaError(
        .unsupportedCodec, "\(cut.input.source.name): nothing can be spliced into its pictures")
    }
    return recoder
  }
}
