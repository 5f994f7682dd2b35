import Foundation

/// The films that are measured on.
///
/// What they are is told by `material.sh`, which makes those that are wanted.
struct Material: Sendable {
  /// A way to code pictures.
  struct Codec: Sendable {
    /// Its name.
    let name: String
    /// The first part of the file's name.
    let stem: String
    /// The ending of the file's name.
    let ending: String

    static let all = [
      Codec(name: "H.264", stem: "h264", ending: "mp4"),
      Codec(name: "HEVC", stem: "hevc", ending: "mp4"),
      Codec(name: "VP9", stem: "vp9", ending: "webm"),
      Codec(name: "AV1", stem: "av1", ending: "mp4"),
      Codec(name: "MPEG-2", stem: "mpeg2", ending: "ts"),
    ]
  }

  /// Where they lie.
  let folder: String
  /// Whether they are small, to see that everything runs.
  let isQuick: Bool
  /// Filmed clips to take in place of drawn scenes; usually none.
  let clips: [String]

  init(isQuick: Bool, clips: [String] = []) {
    (self.isQuick, self.clips) = (isQuick, clips)
    let kind = clips.isEmpty ? "drawn" : "filmed"
    folder = "\(Folders.cache)/\(isQuick ? "quick-" : "")\(kind)"
  }

  /// Two minutes of H.264, or some seconds.
  var film: String { "\(folder)/film.mp4" }
  /// The same in words.
  var filmWords: String { isQuick ? "12 s of 360p H.264" : "two minutes of 1080p H.264" }
  /// Scenes of half a minute each, or of some seconds.
  var held: String { "\(folder)/held.mp4" }
  /// Where programs write pictures.
  var pictures: String { "\(folder)/out" }
  /// Different pieces of the film.
  var pieces: String { "\(folder)/pieces" }
  /// Minutes of the longer film.
  var longMinutes: Int { isQuick ? 1 : 20 }

  /// The film repeated for so many minutes.
  func repeated(minutes: Int) -> String { "\(folder)/minutes-\(minutes).mp4" }

  /// The same at 320x180.
  func small(minutes: Int) -> String { "\(folder)/small-\(minutes).mp4" }

  /// The beginning of the film in another codec and size.
  func film(in codec: Codec, lines: Int) -> String {
    "\(folder)/\(codec.stem)-\(lines).\(codec.ending)"
  }

  /// Where the films come from, in a sentence.
  var words: String {
    clips.isEmpty
      ? "Films: drawn pans, zooms and grain (`material.sh`)."
      : "Films: twenty seconds of each of \(clips.count) filmed clips."
  }

  /// Whether a word of a command line is one of these; what is in folders beside them is written by programs.
  static func isFilm(_ word: String) -> Bool {
    guard word.hasPrefix("\(Folders.cache)/") else { return false }
    let parts = word.dropFirst(Folders.cache.count + 1).split(separator: "/")
    guard parts.count == 2 else { return false }
    return parts[1] == "pieces" || ["mp4", "webm", "ts"].contains { parts[1].hasSuffix(".\($0)") }
  }

  /// Makes the films that are wanted and not there.
  func make(_ films: [String]) throws {
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    let names = films.map { String($0.dropFirst(folder.count + 1)) }
    let options = (isQuick ? ["--quick"] : []) + clips.flatMap { ["--clip", $0] }
    _ = try ChildProcess(["\(Folders.root)/benchmarks/material.sh"] + options + [folder] + names)
  }
}
