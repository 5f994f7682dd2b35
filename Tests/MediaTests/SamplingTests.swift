import MediaTypes
import TestSupport
import Testing

@testable import Media

/// A plan and a window, by name.
struct PlanCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let window: SamplingWindow
  private let make: @Sendable (Truth) -> SamplingPlan

  init(
    _ name: String, from: Ratio? = nil, to: Ratio? = nil,
    _ make: @autoclosure @escaping @Sendable () -> SamplingPlan
  ) {
    let bounds = from == nil && to == nil ? "" : " from \(from ?? 0) to \(to ?? -1)"
    (testDescription, window) = (name + bounds, SamplingWindow(from: from, to: to))
    self.make = { _ in make() }
  }

  /// Instants anywhere, some before the first picture and some after the last, some of them twice.
  init(randomInstants count: Int, seed: UInt64, from: Ratio? = nil, to: Ratio? = nil) {
    let bounds = from == nil && to == nil ? "" : " from \(from ?? 0) to \(to ?? -1)"
    (testDescription, window) = ("\(count) instants \(seed)\(bounds)", .init(from: from, to: to))
    make = { truth in
      var random = SplitMix64(seed: seed)
      let length = truth.end - truth.zero
      var instants = (0..<count).map { _ in
        truth.seconds(of: Int64.random(in: -length / 8...length + length / 8, using: &random))
      }
      if let first = instants.first, count > 2 { instants.append(first) }
      return .at(instants)
    }
  }

  func plan(_ truth: Truth) -> SamplingPlan { make(truth) }

  static func speed(_ speed: Ratio, _ rate: Ratio, from: Ratio? = nil, to: Ratio? = nil) -> Self {
    PlanCase(
      "speed \(speed) at \(rate)", from: from, to: to, .speed(speed, picturesPerSecond: rate))
  }

  static let quick: [PlanCase] = [
    PlanCase("every", .everyFrame),
    PlanCase("every", from: 0.4, to: 1.7, .everyFrame),
    PlanCase("keys", .keyFrames),
    PlanCase(randomInstants: 9, seed: 1),
    PlanCase(randomInstants: 1, seed: 2),
    PlanCase("count 7", .count(7)),
    .speed(0.5, 60),
    .speed(2, 3),
    .speed(4, 29.97, from: 0.31, to: 1.9),
  ]

  static let long: [PlanCase] =
    quick
    + [Ratio(0.5), 1, 2, 4].flatMap { speed in
      [Ratio(0.5), 1, 3, 25, 29.97, 120].flatMap { rate in
        [PlanCase.speed(speed, rate), .speed(speed, rate, from: 0.7), .speed(speed, rate, to: 1.1)]
      }
    }
    + (10..<16).map { PlanCase(randomInstants: 12, seed: $0) }
    + (20..<23).map { PlanCase(randomInstants: 12, seed: $0, from: 0.5, to: 2.5) }
    + [1, 2, 13, 500].map { count in PlanCase("count \(count)", .count(count)) }
    + [
      PlanCase("count 5", from: 1, to: 2, .count(5)),
      PlanCase("every", from: 1.99, .everyFrame), PlanCase("every", to: 0.001, .everyFrame),
      PlanCase("keys", from: 0.4, to: 2.7, .keyFrames),
      PlanCase("none", from: 900, to: 901, .everyFrame),
      PlanCase("none of a speed", from: 900, .speed(1, picturesPerSecond: 1)),
    ]
}

/// Times that stand still or fall back let more than one picture claim an instant.
private let torn: Set = ["gap-h264.ts", "size-change.ts", "zero-hole.mp4"]

/// These claim more than can be decoded.
private let claimingMore: Set = ["missing-start.ts", "truncated-index-front.mp4"]

private let plans = TestSize.isLong ? PlanCase.long : PlanCase.quick

@Suite(.timeLimit(.minutes(40)), .computing) struct SamplingTests {
  /// Samples a fixture and checks everything that is given against decoding it all.
  private func check(
    _ fixture: Fixture, _ plan: PlanCase, index: PacketIndex? = nil, workers: Int? = nil
  ) throws {
    let truth = try Truth.of(fixture)
    var sampler = try FrameSampler(
      fixture.source, plan.plan(truth), window: plan.window, index: index, workers: workers,
      bytesPerDrawing: 8
    ) { frame throws(MediaError) in digest(try frame.picture(.yuv420)) }
    var samples: [Sample<UInt64>] = []
    while let sample = try sampler.next() { samples.append(sample) }

    let law = SamplingLaw(
      try listed(plan.plan(truth), plan.window, samples, fixture, truth), in: plan.window,
      of: truth.pictures.map {
        SamplingLaw.Shown(start: $0.frame.timestamp.ticks - truth.zero, isKey: $0.frame.isKey)
      }, end: truth.end - truth.zero, truth.timeBase)
    try #require(samples.map(\.instants) == law.choices.map(\.instants))
    let expected = law.choices.map { truth.pictures[$0.place] }
    try #require(samples.map(\.frame.timestamp) == expected.map(\.frame.timestamp))
    for (sample, choice) in zip(samples, law.choices) {
      let expected = truth.pictures[choice.place]
      var frame = sample.frame
      // Sparse samples count what the file lists, and damage keeps some of that from being decoded.
      if fixture.damage == nil { #expect(frame.ordinal == nil || frame.ordinal == choice.place) }
      frame.ordinal = choice.place
      #expect(frame == expected.frame)
      #expect(sample.drawing == expected.digest, "another picture at \(choice.place)")
    }
    check(sampler.report, law, truth)
  }

  /// A count as instants: those given must lie in the middles of equal parts of the whole length.
  private func listed(
    _ plan: SamplingPlan, _ window: SamplingWindow, _ samples: [Sample<UInt64>],
    _ fixture: Fixture, _ truth: Truth
  ) throws -> SamplingPlan {
    guard case .count(let count) = plan else { return plan }
    let from = max(0, window.from ?? 0)
    guard let first = samples.first?.instants.first else {
      #expect(from.value > truth.length.value - 0.1)
      return .at([])
    }
    let span = try #require(first.subtracting(from)?.multiplied(by: Ratio(Int64(2 * count))))
    let end = try #require(from.adding(span))
    // What a container claims may be off by a picture or two.
    if !claimingMore.contains(fixture.name) {
      let expected = min(truth.length, window.to ?? truth.length)
      #expect(abs(end.value - expected.value) < 0.1, "\(end) \(expected)")
    }
    return .at(
      (0..<count).compactMap { part in
        Ratio(Int64(2 * part + 1), Int64(2 * count))?.multiplied(by: span)?.adding(from)
      })
  }

  private func check(_ report: SamplingReport, _ law: SamplingLaw, _ truth: Truth) {
    let instants = law.choices.reduce(0) { $0 + $1.instants.count }
    #expect(report.framesDelivered == law.choices.count)
    #expect(report.instantsAsked == instants + law.beforeStart + law.afterEnd)
    #expect(report.repeats == max(0, instants - law.choices.count))
    func drops(_ reason: SamplingReport.Reason) -> Int {
      report.drops.filter { $0.reason == reason }.reduce(0) { $0 + $1.count }
    }
    #expect(drops(.beforeStart) == law.beforeStart)
    #expect(drops(.afterEnd) == law.afterEnd)
    let times = law.choices.map { truth.pictures[$0.place].frame.timestamp }
    let gaps = zip(times, times.dropFirst()).map { $1.seconds(since: $0) }
    #expect(report.largestGap == gaps.max())
    let span = times.last.flatMap { last in times.first.map { last.seconds(since: $0) } } ?? 0
    #expect(abs(report.span - span) < 1e-9)
    let rate = times.count > 1 && span > 0 ? Double(times.count - 1) / span : nil
    #expect(abs((report.effectiveRate ?? -1) - (rate ?? -1)) < 1e-6)
  }

  @Test(arguments: Fixture.readable.filter { !torn.contains($0.name) }, plans)
  func `samples are the pictures on show`(fixture: Fixture, plan: PlanCase) throws {
    try check(fixture, plan)
  }

  @Test(
    arguments: Fixture.readable.filter { torn.contains($0.name) },
    plans.filter { $0.testDescription == "every" || $0.testDescription == "keys" })
  func `samples of torn files are the pictures of decoding all`(
    fixture: Fixture, plan: PlanCase
  ) throws {
    try check(fixture, plan)
  }

  @Test(
    arguments: TestSize.isLong
      ? Fixture.sound.filter { $0.name != "size-change.ts" }
      : Fixture.named(
        "h264.ts", "hevc.ts", "mpeg1.mpg", "h264-long-gop.mp4", "vfr.mkv", "h264-open-gop.ts",
        "av1.mkv", "vp8-no-duration.webm"),
    [
      PlanCase(randomInstants: 1, seed: 3), PlanCase(randomInstants: 4, seed: 4),
      .speed(1, 1, from: 1.5), PlanCase("keys", .keyFrames),
    ])
  func `an index changes nothing but the work`(fixture: Fixture, plan: PlanCase) throws {
    try check(fixture, plan, index: try PacketIndex(of: fixture.source))
  }

  @Test(
    arguments: Fixture.named("h264-open-gop.mp4", "av1.mkv", "vp9.webm", "mpeg1.mpg"),
    [1, 2, 3, 8])
  func `any number of workers gives the same`(fixture: Fixture, workers: Int) throws {
    try check(fixture, PlanCase("every", .everyFrame), workers: workers)
    try check(fixture, .speed(2, 3), workers: workers)
  }

  @Test func `drawings too large for memory are made one after the other`() throws {
    let fixture = Fixture["h264-bframes.mp4"]
    let truth = try Truth.of(fixture)
    var sampler = try FrameSampler(fixture.source, .everyFrame, bytesPerDrawing: 1 << 40) {
      frame throws(MediaError) in digest(try frame.picture(.yuv420))
    }
    var digests: [UInt64] = []
    while let sample = try sampler.next() { digests.append(sample.drawing) }
    #expect(digests == truth.pictures.map(\.digest))
    #expect(sampler.report.isSequential)
  }

  @Test func `an error of the drawing ends the sampling with that error`() throws {
    let fixture = Fixture["h264-bframes.mp4"]
    var sampler = try FrameSampler(fixture.source, .everyFrame, bytesPerDrawing: 8) {
      frame throws(MediaError) in
      if frame.frame.ordinal == 70 { throw MediaError(.invalidRequest, "not this one") }
      return frame.frame.ordinal
    }
    var ordinals: [Int?] = []
    let error = #expect(throws: MediaError.self) {
      while let sample = try sampler.next() { ordinals.append(sample.drawing) }
    }
    #expect(error?.message == "not this one")
    #expect(ordinals == Array(0..<ordinals.count) && ordinals.count <= 70)
    #expect(try sampler.next() == nil)
  }

  @Test(arguments: [
    SamplingPlan.count(0), .count(-1), .speed(0, picturesPerSecond: 1),
    .speed(1, picturesPerSecond: 0), .speed(-1, picturesPerSecond: 1),
    .speed(1, picturesPerSecond: -29.97),
  ])
  func `a plan that cannot be is refused at once`(plan: SamplingPlan) throws {
    let source = Fixture["tiny.mp4"].source
    let error = #expect(throws: MediaError.self) {
      _ = try FrameSampler(source, plan, drawing: .gray8)
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test func `the index of another stream is refused`() throws {
    let source = Fixture["two-films.mkv"].source
    let index = try PacketIndex(of: source, stream: 0)
    let error = #expect(throws: MediaError.self) {
      _ = try FrameSampler(source, .everyFrame, drawing: .gray8, index: index)
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: [
    SamplingPlan.at([]), .at([-1, 45, 100]), .count(3), .everyFrame, .keyFrames,
    .speed(1, picturesPerSecond: 1),
  ])
  func `a window that ends before it starts is refused`(plan: SamplingPlan) throws {
    let source = Fixture["h264-bframes.mp4"].source
    let window = SamplingWindow(from: 50, to: 40)
    let error = #expect(throws: MediaError.self) {
      _ = try FrameSampler(source, plan, window: window, drawing: .gray8)
    }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: [
    SamplingPlan.at([]), .at([-1, 45, 100]), .count(3), .everyFrame, .keyFrames,
    .speed(1, picturesPerSecond: 1),
  ])
  func `a window without pictures gives none`(plan: SamplingPlan) throws {
    let source = Fixture["h264-bframes.mp4"].source
    var sampler = try FrameSampler(
      source, plan, window: SamplingWindow(from: 50, to: 60), drawing: .gray8)
    #expect(try sampler.next() == nil)
    #expect(try sampler.next() == nil)
    #expect(sampler.report.framesDelivered == 0)
  }
}

@Suite(.timeLimit(.minutes(40)), .computing) struct SamplingLawTests {
  private static let bases: [TimeBase] = [
    (1, 90000), (1, 1000), (1001, 30000), (1, 12800), (1, 600), (1, 1), (1, 1_000_000_000),
  ].compactMap { TimeBase($0.0, $0.1) }

  private static let rates: [Ratio] = [
    Ratio("30000/1001"), Ratio("24000/1001"), 25, 29.97, 0.5, 60, 3, Ratio("1/3"), 119.88,
  ].compactMap { $0 }

  @Test(arguments: 0..<(TestSize.isLong ? 400 : 60))
  func `instants of any speed and rate fall on the picture on show`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<50 {
      let base = try #require(Self.bases.randomElement(using: &random))
      var start: Int64 = 0
      let step = max(1, Int64(base.denominator) / Int64(base.numerator) / 10)
      let pictures = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        defer { start += Int64.random(in: 1...step * 2, using: &random) }
        return SamplingLaw.Shown(start: start, isKey: random.next() % 5 == 0)
      }
      let zero = random.integer() / 4
      let rate = try #require(Self.rates.randomElement(using: &random))
      let speed = try #require(
        Ratio(.random(in: 1...400, using: &random), .random(in: 1...100, using: &random)))
      let from = random.next() % 3 == 0 ? Ratio(.random(in: -50...300, using: &random), 97) : nil
      let to = random.next() % 3 == 0 ? Ratio(.random(in: -50...600, using: &random), 97) : nil
      let window = SamplingWindow(from: from, to: to.map { max($0, from ?? $0) })
      let plan: SamplingPlan =
        switch random.next() % 8 {
        case 0: .everyFrame
        case 1: .keyFrames
        case 2:
          .at((0..<20).compactMap { _ in Ratio(.random(in: -99...999, using: &random), 101) })
        default: .speed(speed, picturesPerSecond: rate)
        }
      let law = SamplingLaw(plan, in: window, of: pictures, end: start, base)
      try walk(plan, window, pictures, end: start, from: Timestamp(zero, base), law)
    }
  }

  private func walk(
    _ plan: SamplingPlan, _ window: SamplingWindow, _ pictures: [SamplingLaw.Shown], end: Int64,
    from zero: Timestamp, _ law: SamplingLaw
  ) throws {
    var wanted = try WantedPictures(plan, in: window, zero: zero)
    var given: [SamplingLaw.Choice] = []
    for (place, picture) in pictures.enumerated() {
      let next = place + 1 < pictures.count ? pictures[place + 1].start : end
      let start = zero.ticks + picture.start
      if wanted.isOver(at: start) { break }
      let verdict = try wanted.verdict(start: start, end: zero.ticks + next, isKey: picture.isKey)
      guard case .wanted(let instants) = verdict else { continue }
      given.append(SamplingLaw.Choice(place: place, instants: instants))
    }
    #expect(given == law.choices, "\(plan) \(window) \(zero)")
    #expect(wanted.droppedBeforeStart == law.beforeStart)
    #expect(wanted.left == law.afterEnd)
  }
}
