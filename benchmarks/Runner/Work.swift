import Foundation
import Media
import MediaTypes

/// A piece of work that is measured, done by this program for the sake of the measuring one.
enum Work: String, CaseIterable {
  /// Every picture, with a small drawing of it.
  case thumbnails
  /// The picture on show at each full second, as JPEG files.
  case seconds
  /// Key pictures, as JPEG files.
  case keys
  /// The pictures on show at given instants, in memory.
  case instants
  /// Times, lengths and kinds of all pictures, without decoding.
  case index

  /// Does it, and gives the number of pictures.
  ///
  /// `argument` is the folder for files, or the instants in seconds between commas.
  func run(on path: String, _ argument: String) throws -> Int {
    switch self {
    case .thumbnails:
      try count(
        FrameSampler(
          .path(path), .everyFrame, drawing: .gray8, size: .exact(width: 64, height: 36)))
    case .seconds: try files(path, .speed(1, picturesPerSecond: 1), in: argument)
    case .keys: try files(path, .keyFrames, in: argument)
    case .instants:
      try count(
        FrameSampler(
          .path(path), .at(argument.split(separator: ",").compactMap { Ratio($0) }),
          drawing: .rgb24, size: .fitting(longestSide: 512)))
    case .index: try PacketIndex(of: .path(path)).pictures.count
    }
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
