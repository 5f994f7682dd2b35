import Foundation
import Media
import MediaTypes

/// Compares what the sampler gives of a file with decoding everything in one thread, and that with ffprobe.
struct Verification {
  /// What is compared of a picture.
  struct Seen: Equatable {
    let pts: Int64
    let duration: Int64
    let isKey: Bool
    let digest: UInt64
  }

  let path: String
  /// What did not agree, in words.
  private(set) var disagreements: [String] = []
  private(set) var frames = 0
  private(set) var isSequential = false
  private(set) var segmentsUsed = false

  init(_ path: String) {
    self.path = path
    do {
      try verify()
    } catch {
      disagreements.append("\(error)")
    }
  }

  private mutating func verify() throws {
    let truth = try Self.everything(path)
    frames = truth.count
    try compareWithProbe(truth)
    try compare("every", truth.map { $0 }, .everyFrame)
    try compare("keys", nil, .keyFrames)
    let zero = truth.first?.pts ?? 0
    for (name, plan) in [
      ("1 fps", SamplingPlan.speed(1, picturesPerSecond: 1)),
      ("speed 2 at 3 fps", .speed(2, picturesPerSecond: 3)),
      ("count 7", .count(7)),
    ] {
      try comparePlan(name, truth, zero, plan)
    }
    try compareRandom(truth, zero)
  }

  private mutating func comparePlan(
    _ name: String, _ truth: [Seen], _ zero: Int64, _ plan: SamplingPlan,
    _ index: PacketIndex? = nil
  ) throws {
    var sampler = try FrameSampler(.path(path), plan, index: index, bytesPerDrawing: 8) {
      frame throws(MediaError) in try Self.digest(of: frame)
    }
    var previous: Int64?
    while let sample = try sampler.next() {
      let pts = sample.frame.timestamp.ticks
      if let previous, pts <= previous { disagreements.append("\(name): out of order at \(pts)") }
      previous = pts
      guard let place = truth.firstIndex(where: { $0.pts == pts }) else {
        disagreements.append("\(name): \(pts) is no picture")
        continue
      }
      let found = truth[place]
      if found.digest != sample.drawing { disagreements.append("\(name): other picture at \(pts)") }
      if let ordinal = sample.frame.ordinal, ordinal != place {
        disagreements.append("\(name): ordinal \(ordinal) of \(pts) is \(place)")
      }
      let base = sample.frame.timestamp.timeBase
      for instant in sample.instants {
        let tick = zero + Timestamp(instant, flooredTo: base).ticks
        let shown = truth.last { $0.pts <= tick }
        if shown?.pts != pts { disagreements.append("\(name): \(instant) shows \(pts)") }
      }
    }
    isSequential = isSequential || sampler.report.isSequential
  }

  private mutating func compareRandom(_ truth: [Seen], _ zero: Int64) throws {
    guard let first = truth.first, let last = truth.last else { return }
    let base = try MediaDescription(of: .path(path)).video?.common.timeBase ?? .microseconds
    var state: UInt64 = 7
    let instants = (0..<9).map { _ -> Ratio in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let tick = Int64(state >> 33) % max(1, last.pts - first.pts + 1)
      return Ratio(tick * Int64(base.numerator), Int64(base.denominator)) ?? 0
    }
    try comparePlan("random", truth, zero, .at(instants))
    for instant in instants.prefix(3) {
      try comparePlan("alone", truth, zero, .at([instant]))
      try comparePlan("by index", truth, zero, .at([instant]), PacketIndex(of: .path(path)))
    }
  }

  private mutating func compare(_ name: String, _ truth: [Seen]?, _ plan: SamplingPlan) throws {
    var sampler = try FrameSampler(.path(path), plan, bytesPerDrawing: 8) {
      frame throws(MediaError) in try Self.digest(of: frame)
    }
    var given: [Seen] = []
    while let sample = try sampler.next() {
      given.append(
        Seen(
          pts: sample.frame.timestamp.ticks, duration: sample.frame.duration,
          isKey: sample.frame.isKey, digest: sample.drawing))
    }
    isSequential = isSequential || sampler.report.isSequential
    guard let truth else { return }
    if given.count != truth.count {
      disagreements.append("\(name): \(given.count) pictures of \(truth.count)")
    }
    for (mine, other) in zip(given, truth) where mine != other {
      disagreements.append("\(name): \(mine) against \(other)")
      break
    }
  }

  private mutating func compareWithProbe(_ truth: [Seen]) throws {
    let entries = "frame=pts,best_effort_timestamp,pkt_duration,duration,key_frame"
    let stream = try MediaDescription(of: .path(path)).mainVideo ?? 0
    let output = try ChildProcess([
      "ffprobe", "-v", "error", "-select_streams", "\(stream)", "-show_entries", entries, "-of",
      "json", path,
    ]).output
    let document = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let probed = document?["frames"] as? [[String: Any]] ?? []
    if probed.count != truth.count {
      disagreements.append("ffprobe: \(probed.count) pictures, not \(truth.count)")
    }
    for (place, (mine, theirs)) in zip(truth, probed).enumerated() {
      let pts = theirs["best_effort_timestamp"] as? Int
      let duration = theirs["pkt_duration"] as? Int ?? theirs["duration"] as? Int ?? 0
      let isKey = theirs["key_frame"] as? Int == 1
      if pts != Int(mine.pts) || isKey != mine.isKey || duration != Int(mine.duration) {
        disagreements.append(
          "ffprobe: picture \(place) is \(pts ?? -1) \(duration) \(isKey), not \(mine)")
        break
      }
    }
    let index = try PacketIndex(of: .path(path))
    if index.isExact, index.pictures.map(\.pts) != truth.map(\.pts) {
      disagreements.append("index: \(index.pictures.count) pictures of \(truth.count)")
    }
  }

  private static func everything(_ path: String) throws -> [Seen] {
    var reader = try VideoReader(.path(path), threads: 1)
    var all: [Seen] = []
    while let frame = try reader.advance() {
      let picture = try reader.picture(.yuv420)
      all.append(
        Seen(
          pts: frame.timestamp.ticks, duration: frame.duration, isKey: frame.isKey,
          digest: digest(of: picture)))
    }
    return all
  }

  @Sendable private static func digest(
    of frame: borrowing DecodedFrame
  ) throws(MediaError) -> UInt64 {
    digest(of: try frame.picture(.yuv420))
  }

  private static func digest(of picture: Picture) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    let bytes = picture.pixels.span
    for place in bytes.indices { state = (state ^ UInt64(bytes[place])) &* 0x100_0000_01b3 }
    return state
  }
}
