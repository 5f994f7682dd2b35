import Foundation
import MediaTypes
import TestSupport

@testable import Media

/// What a file shows, as the ffmpeg program decodes it: an independent count, and its complaints.
struct PlayedFile {
  /// When each picture is shown, in seconds.
  let seconds: [Double]
  /// What the decoder said against it.
  let complaints: [Substring]

  init(_ path: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-copyts", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough",
      "-enc_time_base", "1:90000", "-f", "framecrc", "-",
    ]
    process.standardInput = FileHandle.nullDevice
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let words = try error.fileHandleForReading.readToEnd() ?? Data()
    let lines = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    complaints = String(decoding: words, as: UTF8.self).split(separator: "\n")
    seconds = String(decoding: lines, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard !line.hasPrefix("#") else { return nil }
      let fields = line.split(separator: ",").map { $0.filter { $0 != " " } }
      return fields.count > 2 ? Double(fields[2]).map { $0 / 90_000 } : nil
    }
  }
}

/// Grey drawings of all pictures of a video.
struct GreyFilm {
  let pictures: [Picture]

  init(_ source: MediaSource) throws {
    var reader = try VideoReader(source, threads: 1)
    var pictures: [Picture] = []
    while try reader.advance() != nil { pictures.append(try reader.picture(.gray8)) }
    self.pictures = pictures
  }

  /// How alike two drawings are, in decibels.
  static func likeness(_ a: Picture, _ b: Picture) -> Double {
    guard a.layout == b.layout, !a.pixels.isEmpty else { return 0 }
    // One in eleven tells as much, and code that is not optimised takes long over each.
    let places = stride(from: 0, to: a.pixels.count, by: 11)
    var (sum, count) = (0, 0)
    for place in places {
      let difference = Int(a.pixels[place]) - Int(b.pixels[place])
      sum += difference * difference
      count += 1
    }
    guard sum > 0 else { return 99 }
    return 10 * log10(255 * 255 * Double(count) / Double(sum))
  }
}

extension Truth {
  /// The pictures that start within a range, by their places.
  func places(within range: TimeRange) -> Range<Int> {
    let times = pictures.map(\.frame.timestamp)
    let start = times.firstIndex { $0 >= range.start } ?? times.count
    let end = times.firstIndex { $0 >= range.end } ?? times.count
    return start..<max(start, end)
  }

  /// Some stretches at times drawn by lot, in order and apart.
  func stretches(_ random: inout SplitMix64) -> [TimeRange] {
    let edges = Set(
      (0..<Int.random(in: 2...8, using: &random)).map { _ in
        Int64.random(in: zero...end, using: &random)
      }
    ).sorted()
    return stride(from: 0, to: edges.count - 1, by: 2).map {
      TimeRange(Timestamp(edges[$0], timeBase), upTo: Timestamp(edges[$0 + 1], timeBase))
    }
  }
}
