internal import MediaTypes

/// Walks a plan along a video: asked about each picture in the order they are shown, it says whether that
/// one is wanted, and for which instants.
struct WantedPictures: Sendable {
  /// The first picture's start, from which instants count.
  let zero: Timestamp
  private let plan: Plan
  private let mostInstants: Int
  private let name: String
  /// In ticks of `zero`'s time base.
  private let from: Int64, to: Int64
  /// Number of instants taken so far.
  private var taken = 0
  private(set) var droppedBeforeStart = 0

  private enum Plan: Sendable {
    case every, keys
    case listed([(ticks: Int64, instant: Ratio)])
    case steady(first: Ratio, step: Ratio, end: Ratio?)
  }

  /// What a plan wants of one picture.
  enum Verdict {
    case unwanted
    case wanted([Ratio])
  }

  init(
    _ plan: SamplingPlan, in window: SamplingWindow, zero: Timestamp,
    mostInstants: Int = MediaLimits().instants, of name: String = "the video"
  ) throws(MediaError) {
    (self.mostInstants, self.name) = (mostInstants, name)
    if let start = window.from, let end = window.to, end < start {
      throw MediaError(
        .invalidRequest, "the window ends at \(end) s, before it starts at \(start) s")
    }
    self.zero = zero
    let base = zero.timeBase
    func ticks(_ instant: Ratio) -> Int64 {
      zero.ticks.addingClamped(Timestamp(instant, flooredTo: base).ticks)
    }
    /// The first tick not before the instant.
    func ceiled(_ instant: Ratio) -> Int64 {
      let floor = ticks(instant)
      let isExact = Timestamp(instant, flooredTo: base).isExactly(instant)
      return isExact ? floor : floor.addingClamped(1)
    }
    from = window.from.map(ceiled) ?? .min
    to = window.to.map(ceiled) ?? .max
    switch plan {
    case .everyFrame: self.plan = .every
    case .keyFrames: self.plan = .keys
    case .at(let instants):
      let inside = instants.filter { instant in
        instant >= window.from ?? instant && window.to.map { instant < $0 } != false
      }
      self.plan = .listed(inside.sorted().map { (ticks($0), $0) })
    case .speed(let speed, let rate):
      guard speed > 0, rate > 0, let step = speed.divided(by: rate) else {
        throw MediaError(.invalidRequest, "speed and pictures per second must be above zero")
      }
      self.plan = .steady(first: max(0, window.from ?? 0), step: step, end: window.to)
    case .count:
      preconditionFailure("a count becomes instants before the walk")
    }
  }

  /// Whether no later picture can be wanted once everything before `ticks` has been asked about.
  func isOver(at ticks: Int64) -> Bool {
    if ticks >= to, case .every = plan { return true }
    if ticks >= to, case .keys = plan { return true }
    return hasInstants && next == nil
  }

  /// The tick of the next instant, or where the window starts: nothing before it is wanted any more.
  var nextWanted: Int64? {
    hasInstants ? next?.ticks : from == .min ? zero.ticks : from
  }

  var hasInstants: Bool {
    switch plan {
    case .every, .keys: false
    case .listed, .steady: true
    }
  }

  /// Whether every picture from here on is wanted.
  var wantsAll: Bool { if case .every = plan { true } else { false } }

  /// Asks about the next picture, on show from `start` until `end`.
  ///
  /// Throws where it is on show for more instants than the limits allow.
  mutating func verdict(
    start: Int64, end: Int64, isKey: Bool
  ) throws(MediaError) -> Verdict {
    switch plan {
    case .every: return (from..<to).contains(start) ? .wanted([]) : .unwanted
    case .keys: return isKey && (from..<to).contains(start) ? .wanted([]) : .unwanted
    case .listed, .steady: break
    }
    var instants: [Ratio] = []
    while let next, next.ticks < end {
      taken += 1
      if next.ticks < start {
        droppedBeforeStart += 1
      } else {
        guard instants.count < mostInstants else {
          throw .exceeded(
            "instants", allowed: Double(mostInstants), met: Double(instants.count + 1), of: name)
        }
        instants.append(next.instant)
      }
    }
    return instants.isEmpty ? .unwanted : .wanted(instants)
  }

  /// Number of listed instants that are left.
  var left: Int {
    guard case .listed(let instants) = plan else { return 0 }
    return instants.count - taken
  }

  private var next: (ticks: Int64, instant: Ratio)? {
    switch plan {
    case .every, .keys: return nil
    case .listed(let instants): return taken < instants.count ? instants[taken] : nil
    case .steady(let first, let step, let end):
      guard let distance = step.multiplied(by: Ratio(Int64(taken))),
        let instant = first.adding(distance), end.map({ instant < $0 }) != false
      else { return nil }
      return (zero.ticks.addingClamped(Timestamp(instant, flooredTo: zero.timeBase).ticks), instant)
    }
  }
}
