import Foundation
import Scoreboard

extension Setting {
  /// What a file tells without decoding.
  var files: TrialGroup {
    let film = material.film
    let long = material.repeated(minutes: material.longMinutes)
    let index = Contest(
      name: "index", title: "packet index of \(material.longMinutes) min",
      command: one(.index, long),
      peers: [
        Contest.Entrant(
          name: "ffprobe -show_packets",
          command: [
            "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
            "packet=pts,duration,flags,size,pos", "-of", "csv", long,
          ]), peer(.pyav, .index, long),
      ], repeats: 3, own: [Promise(.processor, 0.5)])
    let probe = Contest(
      name: "probe", title: "probe", command: [shotlog, "probe", film], peers: [headers(of: film)],
      repeats: 40)
    let released: any Trial =
      hasReleased
      ? Contest(
        name: "probe-static", title: "probe, the Swift runtime linked statically",
        command: [self.released, "probe", film], peers: [headers(of: film)], repeats: 40)
      : noReleased("probe-static", "probe, the Swift runtime linked statically")
    return TrialGroup(
      name: "files", title: "Looking at files", words: "Without decoding.",
      trials: [index, probe, released])
  }

  /// The headers of a film by ffprobe, which must be no faster.
  private func headers(of film: String) -> Contest.Entrant {
    Contest.Entrant(
      name: "ffprobe",
      command: [
        "ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", film,
      ], promises: [Promise(.ratio, 1)])
  }

  /// How long it takes to do nothing.
  var start: TrialGroup {
    func imports(_ peer: Peer, _ module: String) -> Contest.Entrant {
      Contest.Entrant(
        name: "Python and \(peer.name)", command: [python, "-c", "import \(module)"])
    }
    let dynamic = Contest(
      name: "start-dynamic", title: "start-up", command: [shotlog, "--version"],
      peers: [
        Contest.Entrant(name: "ffmpeg", command: ["ffmpeg", "-version"]),
        imports(.pyav, "av"), imports(.openCV, "cv2"), imports(.decord, "decord"),
      ], repeats: 8)
    let title = "start-up, the Swift runtime linked statically"
    let fixed: any Trial =
      hasReleased
      ? Contest(
        name: "start-static", title: title, command: [released, "--version"],
        peers: [Contest.Entrant(name: "shotlog as usual", command: [shotlog, "--version"])],
        repeats: 8)
      : noReleased("start-static", title)
    return TrialGroup(
      name: "start", title: "Start-up", words: "Printing the version; or importing a module.",
      trials: [dynamic, fixed])
  }

  /// The program as it is released, with the Swift runtime in itself.
  private var released: String { "\(Folders.root)/.build-static/release/shotlog" }

  private var hasReleased: Bool { FileManager.default.isExecutableFile(atPath: released) }

  private func noReleased(_ name: String, _ title: String) -> Absence {
    Absence(
      name: name, title: title,
      reason: "no .build-static: swift build -c release --static-swift-stdlib --scratch-path "
        + ".build-static --product shotlog")
  }
}
