import Foundation
import MediaTypes
import TestSupport

@testable import Media

/// Files copied from a source into a folder of their own, and what came of it.
struct CopiedFiles {
  let report: CopyReport
  private let folder: Folder

  init(
    _ source: MediaSource, _ ranges: [TimeRange], suffix: String? = nil,
    edges: CopyEdges = .before, limits: MediaLimits = MediaLimits()
  ) throws {
    let folder = try Folder()
    self.folder = folder
    let copier = try StreamCopier(source, limits: limits)
    let suffix = suffix ?? copier.container(for: edges).suffix
    let requests = ranges.enumerated().map { number, range in
      CopyRequest(range, path: "\(folder.path)/\(number).\(suffix)")
    }
    report = try copier.copy(requests, edges: edges)
  }

  /// The names of all that lies in the folder.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Parts with files, and the names of these.
  var written: [(part: CopiedPart, path: String)] {
    report.parts.compactMap { part in part.path.map { (part, $0) } }
  }
}

/// What ffprobe finds in a file.
struct CopyProbe: Decodable {
  struct Packet: Decodable {
    let streamIndex: Int
    let ptsTime, dtsTime, durationTime: String?
    let flags: String
    let dataHash: String

    var seconds: Double? { (ptsTime ?? dtsTime).flatMap { Double($0) } }
  }

  let streams: [FixtureProbe.Stream]
  let chapters: [FixtureProbe.Chapter]
  let format: FixtureProbe.Format
  private let packets: [Packet]

  init(_ path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let shown = ["-show_streams", "-show_format", "-show_chapters", "-show_packets"]
    let hashed = ["-show_data_hash", "md5", "-of", "json", path]
    let text = try Program.output("ffprobe", shown + hashed)
    self = try decoder.decode(Self.self, from: Data(text))
  }

  /// Streams that are shown, heard or read.
  var vital: [FixtureProbe.Stream] {
    streams.filter { ["video", "audio", "subtitle"].contains($0.codecType) }
  }

  func packets(of stream: FixtureProbe.Stream) -> [Packet] {
    packets.filter { $0.streamIndex == stream.index && !$0.flags.contains("D") }
  }

  func hiddenPackets(of stream: FixtureProbe.Stream) -> [Packet] {
    packets.filter { $0.streamIndex == stream.index && $0.flags.contains("D") }
  }

  /// The first film that is no cover.
  var film: FixtureProbe.Stream? {
    streams.first { $0.codecType == "video" && $0.disposition["attached_pic"] != 1 }
  }
}

extension Truth {
  /// The whole video in some pieces, at times drawn by lot.
  func tiling(_ random: inout SplitMix64) -> [TimeRange] {
    let cuts = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      Int64.random(in: zero..<end, using: &random)
    }
    let edges = [zero] + Set(cuts).subtracting([zero]).sorted() + [end]
    return zip(edges, edges.dropFirst()).map {
      TimeRange(Timestamp($0, timeBase), upTo: Timestamp($1, timeBase))
    }
  }
}
