import Foundation
import Scoreboard

extension Setting {
  /// Shotlog inside other programs.
  var embedding: TrialGroup {
    let film = material.film
    let library = URL(filePath: shotlog).deletingLastPathComponent()
      .appending(path: "libShotlogC.so").path
    let isThere = FileManager.default.isReadableFile(atPath: library)
    // Pictures a second of at least 0.95 of Swift's were promised.
    let promise = Promise(.ratio, 1 / 0.95)
    let works: [(work: Work, title: String)] = [
      (.thumbnails, "every picture with a 64×36 thumbnail, from Python"),
      (.sampled, "a picture a second, 512 px, RGB, from Python"),
    ]
    let trials = works.map { work, title -> any Trial in
      guard isThere else {
        return Absence(
          name: "c-\(work.rawValue)", title: title, reason: "there is no \(library)")
      }
      return Contest(
        name: "c-\(work.rawValue)", title: title,
        command: [python, "\(Folders.peers)/with_c.py", library, work.rawValue, film],
        peers: [
          Contest.Entrant(name: "Shotlog, Swift", command: one(work, film), promises: [promise])
        ])
    }
    return TrialGroup(
      name: "embedding", title: "Embedding",
      words: "The C interface, called from Python by `ctypes`, beside a program in Swift.",
      trials: trials)
  }
}
