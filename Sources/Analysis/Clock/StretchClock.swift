internal import JSON
internal import MediaTypes
internal import Models
internal import Segmentation

/// Makes a list of stretches that can be relied on out of whatever a model said.
///
/// What comes out is in order and without overlaps, inside the window, begins where a picture appears and ends where
/// one does or where the window does, and keeps the bounds. Every change is noted.
struct StretchClock {
  /// A stretch as the model said it, and the part of the video that it was shown.
  struct Claim {
    var start: Double?
    var end: Double?
    var metadata: JSONValue
    var unanswered: [String] = []
    var corrections: [Correction] = []
    /// The part, in seconds from the first picture.
    var shown: ClosedRange<Double>
    /// When the pictures appear that were shown of it, in seconds from the first picture, in order.
    var pictures: [Double] = []
  }

  /// The farthest that a border is moved to a cut, in seconds.
  private static let reach = 1.0

  private let window: TimeRange
  private let zero: Timestamp
  private let bounds: SegmentBounds
  private let frames: FrameStarts
  /// The ticks at which stretches may begin, and the window's end.
  private let places: [Int64]
  /// The places of cuts.
  private let cuts: [Int]
  private let shortest: Int64
  private let longest: Int64

  init(_ footage: Footage, bounds: SegmentBounds) {
    self.init(
      window: footage.range, zero: footage.zero, frames: footage.frames,
      cuts: footage.shots.dropFirst().map(\.range.start), bounds: bounds)
  }

  init(
    window: TimeRange, zero: Timestamp, frames: FrameStarts, cuts: [Timestamp],
    bounds: SegmentBounds
  ) {
    (self.window, self.zero, self.frames, self.bounds) = (window, zero, frames, bounds)
    let base = frames.timeBase
    let (start, end) = (window.start.floored(to: base).ticks, window.end.floored(to: base).ticks)
    let inside = frames.ticks.filter { $0 > start && $0 < end }
    let places = [start] + inside + [max(end, start + 1)]
    self.places = places
    self.cuts = cuts.compactMap { cut in
      let tick = cut.floored(to: base).ticks
      let place = Self.place(nearest: tick, in: places)
      return places[place] == tick && place > 0 && place < places.count - 1 ? place : nil
    }
    shortest = bounds.minimum.map { Self.ticks($0, base, roundingUp: true) } ?? 1
    longest = bounds.maximum.map { Self.ticks($0, base, roundingUp: false) } ?? .max
  }

  /// The stretches, and what had to be left out.
  func stretches(_ claims: [Claim]) -> (kept: [FoundStretch], dropped: [Correction]) {
    var dropped: [Correction] = []
    var drafts = claims.compactMap { draft($0, &dropped) }
    drafts.sort { ($0.first, $0.end) < ($1.first, $1.end) }
    drafts = parted(drafts, &dropped)
    var kept: [FoundStretch] = []
    var free = 0
    for (number, draft) in drafts.enumerated() {
      let next = number + 1 < drafts.count ? drafts[number + 1].first : places.count - 1
      for piece in fitted(draft, after: free, before: next, &dropped) {
        free = piece.end
        kept.append(stretch(piece))
      }
    }
    return (kept, dropped)
  }

  /// A stretch between two places.
  private struct Draft {
    var first: Int
    var end: Int
    var claim: Claim

    mutating func note(_ kind: Correction.Kind, _ message: String) {
      claim.corrections.append(Correction(kind, message))
    }
  }

  private func draft(_ claim: Claim, _ dropped: inout [Correction]) -> Draft? {
    guard var start = claim.start, var end = claim.end, start.isFinite, end.isFinite else {
      dropped.append(Correction(.dropped, "a stretch had no times"))
      return nil
    }
    var claim = claim
    let said = "\(words(start))–\(words(end))"
    if end < start {
      swap(&start, &end)
      claim.corrections.append(Correction(.swapped, "\(said) ended before it began"))
    }
    guard start < claim.shown.upperBound, end > claim.shown.lowerBound || end == start,
      start >= claim.shown.lowerBound || end > claim.shown.lowerBound
    else {
      dropped.append(Correction(.dropped, "\(said) lies outside of what was shown"))
      return nil
    }
    if start < claim.shown.lowerBound || end > claim.shown.upperBound {
      start = max(start, claim.shown.lowerBound)
      end = min(end, claim.shown.upperBound)
      claim.corrections.append(
        Correction(.clamped, "\(said) was cut to \(words(start))–\(words(end))"))
    }
    var draft = Draft(first: 0, end: 0, claim: claim)
    draft.first = place(of: start, &draft)
    draft.end = place(of: end, &draft)
    if draft.end <= draft.first {
      draft.end = min(draft.first + 1, places.count - 1)
      draft.first = draft.end - 1
      draft.note(
        .lengthened, "\(words(start))–\(words(end)) became \(words(draft)) to hold a picture")
    }
    return draft
  }

  /// The place for a time: a cut that lies nearer than the pictures could tell, or the nearest picture.
  private func place(of seconds: Double, _ draft: inout Draft) -> Int {
    let tick = self.tick(of: seconds)
    var place = Self.place(nearest: tick, in: places)
    var kind = Correction.Kind.snapped
    let reach = min(Self.reach, Self.gap(around: seconds, in: draft.claim.pictures) / 2)
    if let cut = nearestCut(to: tick), abs(self.seconds(places[cut]) - seconds) <= reach,
      cut != place
    {
      place = cut
      kind = .snappedToCut
    }
    let moved = self.seconds(places[place])
    if abs(moved - seconds) > 0.0005 {
      draft.note(kind, "\(words(seconds)) became \(words(moved))")
    }
    return place
  }

  /// The same without overlaps.
  private func parted(_ drafts: [Draft], _ dropped: inout [Correction]) -> [Draft] {
    var kept: [Draft] = []
    for var draft in drafts {
      if let last = kept.last, draft.first < last.end {
        guard draft.end > last.end else {
          dropped.append(
            Correction(.dropped, "\(words(draft)) lies within another stretch, \(words(last))"))
          continue
        }
        draft.note(.overlap, "\(words(draft)) began before another stretch, \(words(last)), ended")
        draft.first = last.end
      }
      kept.append(draft)
    }
    return kept
  }

  /// The stretch with a length within the bounds, in pieces if need be; none if there is no room for it.
  private func fitted(
    _ draft: Draft, after free: Int, before next: Int, _ dropped: inout [Correction]
  ) -> [Draft] {
    var draft = draft
    draft.first = max(draft.first, free)
    if length(draft) > longest { return pieces(of: draft, &dropped) }
    guard length(draft) < shortest else { return [draft] }
    let before = words(draft)
    while length(draft) < shortest, draft.end < next { draft.end += 1 }
    while length(draft) < shortest, draft.first > free { draft.first -= 1 }
    guard length(draft) >= shortest, length(draft) <= longest else {
      dropped.append(Correction(.dropped, "\(before) is too short, and has no room to grow"))
      return []
    }
    draft.note(.lengthened, "\(before) became \(words(draft)) to keep the shortest length")
    return [draft]
  }

  private func pieces(of draft: Draft, _ dropped: inout [Correction]) -> [Draft] {
    let base = frames.timeBase
    let range = TimeRange(
      Timestamp(places[draft.first], base), upTo: Timestamp(places[draft.end], base))
    let candidates = cuts.filter { $0 > draft.first && $0 < draft.end }.map {
      BoundaryCandidate(.cut, at: Timestamp(places[$0], base), strength: 0.7)
    }
    let segments =
      (try? Segmenter(.balanced, bounds: bounds).segments(
        of: range, candidates: candidates, frames: frames)) ?? []
    var pieces: [Draft] = []
    for segment in segments {
      var piece = draft
      piece.first = Self.place(nearest: segment.range.start.ticks, in: places)
      piece.end = Self.place(nearest: segment.range.end.ticks, in: places)
      guard length(piece) >= shortest, length(piece) <= longest else {
        dropped.append(
          Correction(.dropped, "\(words(piece)) of \(words(draft)) cannot keep the bounds"))
        continue
      }
      piece.note(.split, "\(words(draft)) was taken apart to keep the longest length")
      pieces.append(piece)
    }
    return pieces
  }

  private func stretch(_ draft: Draft) -> FoundStretch {
    let base = frames.timeBase
    let end = draft.end == places.count - 1 ? window.end : Timestamp(places[draft.end], base)
    return FoundStretch(
      range: TimeRange(Timestamp(places[draft.first], base), upTo: end),
      metadata: draft.claim.metadata, unanswered: draft.claim.unanswered,
      corrections: draft.claim.corrections)
  }

  private func length(_ draft: Draft) -> Int64 { places[draft.end] - places[draft.first] }

  private func nearestCut(to tick: Int64) -> Int? {
    cuts.min { (places[$0] - tick).magnitude < (places[$1] - tick).magnitude }
  }

  private func tick(of seconds: Double) -> Int64 {
    let base = frames.timeBase
    let ticks = (seconds + zero.seconds) * Double(base.denominator) / Double(base.numerator)
    return Int64(exactly: min(max(ticks, -9e18), 9e18).rounded()) ?? 0
  }

  private func seconds(_ tick: Int64) -> Double {
    Timestamp(tick, frames.timeBase).seconds(since: zero)
  }

  private func words(_ seconds: Double) -> String { Digits.thousandths(seconds) }

  private func words(_ draft: Draft) -> String {
    "\(words(seconds(places[draft.first])))–\(words(seconds(places[draft.end])))"
  }

  /// How far the pictures before and after an instant lie apart.
  private static func gap(around seconds: Double, in pictures: [Double]) -> Double {
    guard let after = pictures.firstIndex(where: { $0 > seconds }), after > 0 else { return reach }
    return pictures[after] - pictures[after - 1]
  }

  private static func place(nearest tick: Int64, in places: [Int64]) -> Int {
    let low = places.firstPlace { $0 >= tick }
    if low == 0 { return 0 }
    if low == places.count { return places.count - 1 }
    return (places[low] - tick).magnitude < (tick - places[low - 1]).magnitude ? low : low - 1
  }

  private static func ticks(_ seconds: Ratio, _ base: TimeBase, roundingUp: Bool) -> Int64 {
    let floor = Timestamp(seconds, flooredTo: base)
    return roundingUp && !floor.isExactly(seconds) ? floor.ticks + 1 : floor.ticks
  }
}
