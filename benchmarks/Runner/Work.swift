import Foundation
import Media
import MediaTypes
import Segmentation

/// A piece of work that is measured, done by this program for the sake of the measuring one.
enum Work: String, CaseIterable {
  /// Every picture, with nothing drawn.
  case decode
  /// Every picture, with a small drawing of it.
  case thumbnails
  /// Every picture in full size and colour.
  case whole
  /// The picture on show at each second of watching at some speed, as JPEG files.
  case seconds
  /// The picture on show at each second, in memory.
  case sampled
  /// Key pictures, as JPEG files.
  case keys
  /// The pictures on show at given instants, in memory.
  case instants
  /// The pictures of a walk at a speed, so many for each second of watching and no side longer, in memory: `2 4 512`.
  case watch
  /// Times, lengths and kinds of all pictures, without decoding.
  case index
  /// Ten made-up hours taken apart at the best of 20,000 candidates; no file is read.
  case segments

  /// Does it, and gives the number of pictures.
  ///
  /// The arguments are the folder for files and the speed, or the instants in seconds between commas.
  func run(on path: String, _ arguments: [String]) throws -> Int {
    let first = arguments.first ?? ""
    switch self {
    case .decode: return try decode(path)
    case .thumbnails:
      return try count(
        FrameSampler(
          .path(path), .everyFrame, drawing: .gray8, size: .exact(width: 64, height: 36)))
    case .whole: return try count(FrameSampler(.path(path), .everyFrame, drawing: .rgb24))
    case .seconds:
      let speed = arguments.dropFirst().first.flatMap { Ratio($0) } ?? 1
      return try files(path, .speed(speed, picturesPerSecond: 1), in: first)
    case .sampled:
      return try count(
        FrameSampler(
          .path(path), .speed(1, picturesPerSecond: 1), drawing: .rgb24,
          size: .fitting(longestSide: 512)))
    case .keys: return try files(path, .keyFrames, in: first)
    case .instants:
      return try count(
        FrameSampler(
          .path(path), .at(first.split(separator: ",").compactMap { Ratio($0) }),
          drawing: .rgb24, size: .fitting(longestSide: 512)))
    case .watch: return try watch(path, first.split(separator: " ").compactMap { Ratio($0) })
    case .index: return try PacketIndex(of: .path(path)).pictures.count
    case .segments: return try segments()
    }
  }

  private func decode(_ path: String) throws -> Int {
    var sampler = try FrameSampler<Bool>(.path(path), .everyFrame, bytesPerDrawing: 1) {
      _ throws(MediaError) in true
    }
    var count = 0
    while try sampler.next() != nil { count += 1 }
    return count
  }

  private func segments() throws -> Int {
    let end: Int64 = 10 * 3600 * 90000
    var state: UInt64 = 11
    func random(below limit: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) * limit >> 31
    }
    guard let base = TimeBase(1, 90000) else { return 0 }
    let kinds = BoundaryCandidate.Kind.allCases
    let candidates = (0..<20_000).map { place in
      BoundaryCandidate(
        kinds[place % kinds.count], at: Timestamp(random(below: end), base),
        strength: Float(random(below: 1000)) / 1000)
    }
    let starts = Array(stride(from: 0, to: end, by: 3600))
    let motion = starts.map { _ in Float(random(below: 100)) }
    return try Segmenter(.balanced, bounds: SegmentBounds(minimum: 10, maximum: 60)).segments(
      of: TimeRange(Timestamp(0, base), upTo: Timestamp(end, base)), candidates: candidates,
      frames: FrameStarts(starts, base, motion: motion)
    ).count
  }

  private func watch(_ path: String, _ numbers: [Ratio]) throws -> Int {
    guard numbers.count == 3 else { return 0 }
    return try count(
      FrameSampler(
        .path(path), .speed(numbers[0], picturesPerSecond: numbers[1]), drawing: .rgb24,
        size: .fitting(longestSide: Int(numbers[2].value))))
  }

  private func count(_ sampler: consuming FrameSampler<Picture>) throws -> Int {
    var count = 0
    while let sample = try sampler.next() { count += sample.drawing.pixels.isEmpty ? 0 : 1 }
    return count
  }

  private func files(_ path: String, _ plan: SamplingPlan, in folder: String) throws -> Int {
    var sampler = try FrameSampler(.path(path), plan, bytesPerDrawing: 512 * 512 * 2) {
      frame throws(MediaError) in
      var encoder = PictureEncoder(.jpeg(quality: 90))
      return try encoder.encode(try frame.picture(.yuv420, .fitting(longestSide: 512)))
    }
    var count = 0
    while let sample = try sampler.next() {
      try Data(sample.drawing).write(to: URL(filePath: "\(folder)/\(count).jpg"))
      count += 1
    }
    return count
  }
}
