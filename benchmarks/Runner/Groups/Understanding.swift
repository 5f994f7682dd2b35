import Scoreboard

extension Setting {
  /// Finding shots, beside decoding alone and other detectors; and taking films apart.
  var shots: TrialGroup {
    let (film, held) = (material.film, material.held)
    func scenes(_ detector: String) -> Contest.Entrant {
      Contest.Entrant(
        name: "PySceneDetect \(detector)",
        command: [python, "\(Folders.peers)/with_pyscenedetect.py", detector, film],
        promises: [Promise(.ratio, 1 / 1.5)])
    }
    let exact = Contest(
      name: "exact", title: "shots", command: looking(at: film),
      peers: [
        decodingAlone(film, promises: [Promise(.ratio, 1.1)]), scenes("content"),
        scenes("adaptive"),
        ffmpeg(["-i", film, "-an", "-vf", "scdet", "-f", "null", "-"], as: "ffmpeg scdet"),
      ], own: [Promise(.memory, 200e6)])
    let fast = Contest(
      name: "fast", title: "shots --fast, scenes of half a minute",
      command: looking(at: held, "--fast"),
      peers: [
        Contest.Entrant(
          name: "shotlog shots", command: looking(at: held), promises: [Promise(.ratio, 0.2)])
      ])
    let segments = Contest(
      name: "segments", title: "segments of 10 hours at 20,000 candidates",
      command: one(.segments, "-"), own: [Promise(.wall, 1)])
    let tiling = Contest(
      name: "tiling", title: "shotlog segments",
      command: [shotlog, "segments", "--json", "--quiet", film], peers: [decodingAlone(film)],
      own: [Promise(.memory, 200e6)])
    return TrialGroup(
      name: "shots", title: "Shots and segments",
      words: "Of \(material.filmWords), exact and fast, each as a whole command.",
      trials: [exact, fast, segments, tiling])
  }

  /// Whole analyses by the embedded model.
  var analysis: TrialGroup {
    let film = material.film
    let analysis = Contest(
      name: "analyze", title: "analyze, embedded model", command: analyzing(film),
      peers: [decodingAlone(film, promises: [Promise(.processorRatio, 1.25)])],
      own: [Promise(.memory, 250e6)])
    return TrialGroup(
      name: "analyze", title: "Analyses",
      words: "Of \(material.filmWords), but for text on the screen; nothing is kept.",
      trials: [analysis])
  }

  /// The same work over ever longer films, to see that memory stays where it is.
  var lengths: TrialGroup {
    let large = material.isQuick ? "360p" : "1080p"
    let small = (material.isQuick ? [1, 2] : [1, 10, 60, 600]).map { minutes in
      Contest(
        name: "small-\(minutes)", title: "shots, 320x180, \(Self.words(minutes))",
        command: looking(at: material.small(minutes: minutes)), isOnce: true,
        own: [Promise(.memory, 200e6)])
    }
    let reading = (material.isQuick ? [1] : [1, 5, 20, 60]).map { minutes in
      Contest(
        name: "thumbnails-\(minutes)", title: "thumbnails, \(large), \(Self.words(minutes))",
        command: one(.thumbnails, material.repeated(minutes: minutes)), isOnce: true,
        own: [Self.reading])
    }
    let finding = (material.isQuick ? [1] : [1, 5, 20]).map { minutes in
      Contest(
        name: "shots-\(minutes)", title: "shots, \(large), \(Self.words(minutes))",
        command: looking(at: material.repeated(minutes: minutes)), isOnce: true,
        own: [Promise(.memory, 200e6)])
    }
    return TrialGroup(
      name: "lengths", title: "Memory against length",
      words: "One film over and over; 10 hours of it at 320x180, where they can be waited for.",
      trials: small + reading + finding)
  }

  /// The longest analysis for which memory was promised.
  var long: TrialGroup {
    let minutes = material.isQuick ? 2 : 120
    let film =
      material.isQuick ? material.small(minutes: minutes) : material.repeated(minutes: minutes)
    let analysis = Contest(
      name: "analyze-\(minutes)", title: "analyze, \(Self.words(minutes))",
      command: analyzing(film), isOnce: true, own: [Promise(.memory, 250e6)])
    return TrialGroup(
      name: "long", title: "A long analysis", words: "By the embedded model, as above.",
      trials: [analysis])
  }

  /// The shots of a film, as a document.
  private func looking(at film: String, _ options: String...) -> [String] {
    [shotlog, "shots", "--json", "--quiet", film] + options
  }

  /// A whole analysis by the embedded model, but for the text on the screen; nothing is kept.
  private func analyzing(_ film: String) -> [String] {
    [shotlog, "analyze", "--json", "--quiet", "--no-cache", "--screen", "none", film]
  }

  private static func words(_ minutes: Int) -> String {
    minutes < 60 ? "\(minutes) min" : minutes == 60 ? "1 hour" : "\(minutes / 60) hours"
  }
}
