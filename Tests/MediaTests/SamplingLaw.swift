import MediaTypes

@testable import Media

/// What a plan must give, found by looking at every picture for every instant.
///
/// The law: on show at an instant is the picture with start ≤ instant < start of the next; and before the
/// first and after the last there is nothing.
struct SamplingLaw {
  struct Choice: Equatable {
    let place: Int
    let instants: [Ratio]
  }

  private(set) var choices: [Choice] = []
  private(set) var beforeStart = 0
  private(set) var afterEnd = 0

  /// A picture's start, and whether it is a key picture; in ticks from the first one's start.
  struct Shown {
    let start: Int64
    let isKey: Bool
  }

  init(
    _ plan: SamplingPlan, in window: SamplingWindow, of pictures: [Shown], end: Int64,
    _ base: TimeBase
  ) {
    switch plan {
    case .everyFrame, .keyFrames:
      for (place, picture) in pictures.enumerated() {
        let isInside =
          window.from.map { !Self.isBefore(picture.start, base, $0) } != false
          && window.to.map { Self.isBefore(picture.start, base, $0) } != false
        guard isInside, plan == .everyFrame || picture.isKey else { continue }
        choices.append(Choice(place: place, instants: []))
      }
    case .at(let instants):
      let inside = instants.filter { instant in
        window.from.map { instant >= $0 } != false && window.to.map { instant < $0 } != false
      }
      choose(inside.sorted(), pictures, end, base)
    case .count: preconditionFailure("a count has no law without a length")
    case .speed(let speed, let rate):
      let first = max(0, window.from ?? 0)
      var instants: [Ratio] = []
      while let step = speed.divided(by: rate)?.multiplied(by: Ratio(Int64(instants.count))),
        let instant = first.adding(step), window.to.map({ instant < $0 }) != false,
        !Self.isAtOrAfter(instant, end, base)
      {
        instants.append(instant)
      }
      choose(instants, pictures, end, base)
    }
  }

  private mutating func choose(
    _ instants: [Ratio], _ pictures: [Shown], _ end: Int64, _ base: TimeBase
  ) {
    for instant in instants {
      if Self.isAtOrAfter(instant, end, base) {
        afterEnd += 1
      } else if let place = pictures.lastIndex(where: {
        Self.isAtOrAfter(instant, $0.start, base)
      }) {
        if choices.last?.place == place, let last = choices.popLast() {
          choices.append(Choice(place: place, instants: last.instants + [instant]))
        } else {
          choices.append(Choice(place: place, instants: [instant]))
        }
      } else {
        beforeStart += 1
      }
    }
  }

  /// Whether the tick's instant lies before `seconds`, exactly.
  private static func isBefore(_ tick: Int64, _ base: TimeBase, _ seconds: Ratio) -> Bool {
    Int128(tick) * Int128(base.numerator) * Int128(seconds.denominator)
      < Int128(seconds.numerator) * Int128(base.denominator)
  }

  /// Whether `seconds` ≥ the tick's instant, exactly.
  private static func isAtOrAfter(_ seconds: Ratio, _ tick: Int64, _ base: TimeBase) -> Bool {
    Int128(seconds.numerator) * Int128(base.denominator)
      >= Int128(tick) * Int128(base.numerator) * Int128(seconds.denominator)
  }
}
