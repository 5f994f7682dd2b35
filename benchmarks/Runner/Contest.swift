/// A piece of work, and the programs that do it.
struct Contest: Sendable {
  /// A program that does the work.
  struct Entrant: Sendable {
    /// Its name in the table.
    let name: String
    /// What runs it.
    let command: [String]
    /// The part of its time that Shotlog promises to take at most.
    var promise: Double?
  }

  /// The row's name in the table.
  let title: String
  /// A short name, to choose it by.
  let name: String
  /// What runs Shotlog.
  let command: [String]
  /// Who else does it.
  var peers: [Entrant] = []
  /// How often more than the others it is run, because it is short.
  var repeats = 1
  /// The most seconds of all cores that are promised.
  var processorPromise: Double?
  /// The most bytes of memory that are promised.
  var memoryPromise: Int?
}

extension Contest {
  /// The whole board, over the films in `folder`.
  static func board(in folder: String, benchmarks: String, shotlog: String, python: String)
    -> [Contest]
  {
    let film = "\(folder)/h264.mp4"
    let long = "\(folder)/h264-20.mp4"
    let files = "\(folder)/out"
    let instants = seededInstants(50, below: 1200).map { "\($0)" }.joined(separator: ",")
    func one(_ work: Work, _ path: String, _ argument: String = "") -> [String] {
      [benchmarks, "one", work.rawValue, path, argument]
    }
    func peer(_ tool: String, _ name: String, _ work: Work, _ path: String, _ argument: String...)
      -> Entrant
    {
      let script = "\(Folders.peers)/with_\(tool).py"
      return Entrant(name: name, command: [python, script, work.rawValue, path] + argument)
    }
    func ffmpeg(_ name: String, _ arguments: [String], promise: Double?) -> Entrant {
      let quiet = ["ffmpeg", "-v", "error", "-nostdin", "-y"]
      return Entrant(name: name, command: quiet + arguments, promise: promise)
    }
    let jpegs = ["-vf", "scale=512:288", "-q:v", "3", "\(files)/%d.jpg"]
    var board = [
      Contest(
        title: "every picture, with a 64×36 thumbnail", name: "thumbnails",
        command: one(.thumbnails, film),
        peers: [
          ffmpeg("ffmpeg, no thumbnail", ["-i", film, "-f", "null", "-"], promise: 0.95),
          ffmpeg(
            "ffmpeg",
            [
              "-i", film, "-vf", "scale=64:36:flags=area,format=gray", "-f", "rawvideo",
              "/dev/null",
            ], promise: nil),
          peer("pyav", "PyAV", .thumbnails, film),
          peer("opencv", "OpenCV", .thumbnails, film),
          peer("decord", "decord", .thumbnails, film),
        ],
        memoryPromise: 160_000_000),
      Contest(
        title: "one picture a second, 512 px, JPEG", name: "seconds",
        command: one(.seconds, film, files),
        peers: [
          ffmpeg(
            "ffmpeg",
            ["-i", film, "-vf", "fps=1,scale=512:288", "-q:v", "3", "\(files)/%d.jpg"],
            promise: 0.5),
          peer("pyav", "PyAV", .seconds, film, files),
          peer("opencv", "OpenCV", .seconds, film, files),
          peer("decord", "decord", .seconds, film, files),
        ],
        memoryPromise: 160_000_000),
      Contest(
        title: "key pictures, 512 px, JPEG", name: "keys",
        command: one(.keys, film, files),
        peers: [
          ffmpeg(
            "ffmpeg -skip_frame nokey",
            ["-skip_frame", "nokey", "-i", film, "-fps_mode", "passthrough"] + jpegs, promise: 0.9),
          peer("pyav", "PyAV", .keys, film, files),
          peer("decord", "decord", .keys, film, files),
        ],
        repeats: 3, memoryPromise: 160_000_000),
      Contest(
        title: "50 instants of 20 minutes, 512 px, RGB", name: "instants",
        command: one(.instants, long, instants),
        peers: [
          Entrant(
            name: "PyAV", command: peer("pyav", "", .instants, long, instants).command,
            promise: 0.45),
          peer("opencv", "OpenCV", .instants, long, instants),
          peer("decord", "decord", .instants, long, instants),
        ],
        memoryPromise: 160_000_000),
      Contest(
        title: "packet index of 20 minutes", name: "index", command: one(.index, long),
        peers: [
          Entrant(
            name: "ffprobe -show_packets",
            command: [
              "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
              "packet=pts,duration,flags,size,pos", "-of", "csv", long,
            ]),
          peer("pyav", "PyAV", .index, long),
        ],
        repeats: 3, processorPromise: 0.5),
      Contest(
        title: "probe", name: "probe", command: [shotlog, "probe", film],
        peers: [
          Entrant(
            name: "ffprobe",
            command: [
              "ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", film,
            ], promise: 1)
        ],
        repeats: 8),
    ]
    board += shots(
      of: film, held: "\(folder)/held.mp4", benchmarks: benchmarks, shotlog: shotlog,
      python: python)
    for (codec, file) in [
      ("HEVC", "hevc.mp4"), ("VP9", "vp9.webm"), ("AV1", "av1.mp4"), ("MPEG-2", "mpeg2.ts"),
    ] {
      let film = "\(folder)/\(file)"
      board.append(
        Contest(
          title: "every picture with a thumbnail, \(codec)", name: codec.lowercased(),
          command: one(.thumbnails, film),
          peers: [
            ffmpeg("ffmpeg, no thumbnail", ["-i", film, "-f", "null", "-"], promise: 1),
            peer("pyav", "PyAV", .thumbnails, film),
          ]))
    }
    return board
  }

  /// Finding shots, beside decoding alone and beside other detectors; and the fast mode beside the exact.
  private static func shots(
    of film: String, held: String, benchmarks: String, shotlog: String, python: String
  ) -> [Contest] {
    func looking(at film: String, _ options: String...) -> [String] {
      [shotlog, "shots", "--json", "--quiet", film] + options
    }
    func scenes(_ detector: String, promise: Double?) -> Entrant {
      Entrant(
        name: "PySceneDetect \(detector)",
        command: [python, "\(Folders.peers)/with_pyscenedetect.py", detector, film],
        promise: promise)
    }
    let ffmpeg = ["ffmpeg", "-v", "error", "-nostdin", "-i", film, "-an"]
    return [
      Contest(
        title: "shots", name: "shots", command: looking(at: film),
        peers: [
          Entrant(
            name: "ffmpeg, decoding alone", command: ffmpeg + ["-f", "null", "-"], promise: 1.1),
          scenes("content", promise: 1 / 1.5), scenes("adaptive", promise: 1 / 1.5),
          Entrant(
            name: "ffmpeg scdet", command: ffmpeg + ["-vf", "scdet", "-f", "null", "-"]),
        ],
        memoryPromise: 200_000_000),
      Contest(
        title: "analyze, embedded model", name: "analyze", command: analysis(of: film, by: shotlog),
        peers: [
          Entrant(
            name: "ffmpeg, decoding alone", command: ffmpeg + ["-f", "null", "-"], promise: 1.25)
        ],
        memoryPromise: 250_000_000),
      Contest(
        title: "segments of 10 hours at 20,000 candidates", name: "segments",
        command: [benchmarks, "one", "segments", "-"], processorPromise: 1),
      Contest(
        title: "shots --fast, long scenes", name: "fast", command: looking(at: held, "--fast"),
        peers: [Entrant(name: "shotlog shots", command: looking(at: held), promise: 0.2)]),
    ]
  }

  /// The same work over ever longer films, to see that memory stays where it is.
  static func lengths(in folder: String, benchmarks: String, shotlog: String) -> [Contest] {
    let reading = [1, 5, 20, 60].map { minutes in
      Contest(
        title: "every picture with a thumbnail, \(minutes) min", name: "memory",
        command: [benchmarks, "one", "thumbnails", "\(folder)/h264-\(minutes).mp4"],
        memoryPromise: 160_000_000)
    }
    let looking = [1, 5, 20].map { minutes in
      Contest(
        title: "shots, \(minutes) min", name: "shots-memory",
        command: [shotlog, "shots", "--json", "--quiet", "\(folder)/h264-\(minutes).mp4"],
        memoryPromise: 200_000_000)
    }
    let analysing = [1, 5, 20, 120].map { minutes in
      Contest(
        title: "analyze, \(minutes) min", name: "analyze-memory",
        command: analysis(of: "\(folder)/h264-\(minutes).mp4", by: shotlog),
        memoryPromise: 250_000_000)
    }
    return reading + looking + analysing
  }

  /// A whole analysis by the embedded model, but for the text on the screen; nothing is kept.
  private static func analysis(of film: String, by shotlog: String) -> [String] {
    [shotlog, "analyze", "--json", "--quiet", "--no-cache", "--screen", "none", film]
  }

  /// Instants that look random and are the same each time, in thousandths of a second.
  private static func seededInstants(_ count: Int, below seconds: Int) -> [Double] {
    var state: UInt64 = 7
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int(state >> 33) % (seconds * 1000)) / 1000
    }
  }
}
