import Foundation
import Scoreboard

/// What groups of trials are made for: the programs and the films.
struct Setting: Sendable {
  let material: Material
  /// The measuring program, which does pieces of work with the library.
  let benchmarks: String
  /// The program that users run.
  let shotlog: String
  /// The Python that has the other tools.
  let python: String
  let cores = ProcessInfo.processInfo.activeProcessorCount

  /// Every group, in the order of the board.
  var groups: [TrialGroup] {
    [
      decoding, codecs, sampling, access, files, shots, analysis, batch, embedding, start, lengths,
      long, films, server, soak,
    ]
  }

  /// A piece of work done by the library.
  func one(_ work: Work, _ path: String, _ arguments: String...) -> [String] {
    [benchmarks, "one", work.rawValue, path] + arguments
  }

  /// The same work by another tool.
  func peer(
    _ peer: Peer, _ work: Work, _ path: String, _ arguments: String..., promises: [Promise] = []
  ) -> Contest.Entrant {
    Contest.Entrant(
      name: peer.name,
      command: [python, "\(Folders.peers)/\(peer.script)", work.rawValue, path] + arguments,
      promises: promises)
  }

  /// What the ffmpeg program does.
  func ffmpeg(
    _ arguments: [String], as name: String = "ffmpeg", promises: [Promise] = []
  ) -> Contest.Entrant {
    Contest.Entrant(
      name: name, command: ["ffmpeg", "-v", "error", "-nostdin", "-y"] + arguments,
      promises: promises)
  }

  /// Decoding alone.
  func decodingAlone(_ film: String, promises: [Promise] = []) -> Contest.Entrant {
    ffmpeg(
      ["-i", film, "-an", "-f", "null", "-"], as: "ffmpeg, decoding alone", promises: promises)
  }

  /// The most memory that reading a film of this size may take.
  static let reading = Promise(.memory, 160e6)

  /// Another tool with a script of its own.
  enum Peer {
    case pyav, openCV, decord

    var name: String {
      switch self {
      case .pyav: "PyAV"
      case .openCV: "OpenCV"
      case .decord: "decord"
      }
    }

    var script: String { "with_\(name.lowercased()).py" }
  }
}
