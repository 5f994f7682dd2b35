internal import MediaTypes

/// What `bench --json` writes.
struct BenchDocument: Encodable {
  struct Film: Encodable {
    let codec: String
    let width: Int
    let height: Int
    let rate: Double?
    let bytes: Int64?
    let seconds: Double?
    let measuredSeconds: Double
  }

  struct Runs: Encodable {
    let wall: [Double]
    let processor: [Double]
    let memory: Int64?
    let failure: String?
  }

  struct Stage: Encodable {
    let stage: String
    let pictures: Int?
    let filmSeconds: Double?
    let bytes: Double?
    let realTime: Double?
    let shotlog: Runs
    let peer: String?
    let ffmpeg: Runs?
    let ratios: [Double]
  }

  let schema = "shotlog.bench/1"
  let file: String
  let film: Film
  let cores: Int
  let rounds: Int
  let shotlogVersion = CommandTable.version
  let ffmpegVersion: String?
  let stages: [Stage]
  let bottleneck: String?
  let verdict: [String]

  init(_ film: BenchFilm, _ figures: BenchFigures) {
    let verdict = BenchVerdict(figures)
    file = film.title
    self.film = Film(
      codec: film.codec, width: film.width, height: film.height, rate: film.rate, bytes: film.size,
      seconds: film.length, measuredSeconds: film.measured.value)
    (cores, rounds, ffmpegVersion) = (figures.cores, figures.rounds, figures.ffmpeg)
    stages = figures.stages.map(Stage.init)
    (bottleneck, self.verdict) = (verdict.bottleneck?.rawValue, verdict.sentences)
  }
}

extension BenchDocument.Stage {
  fileprivate init(_ stage: BenchFigures.Stage) {
    self.init(
      stage: stage.stage.rawValue,
      pictures: stage.yield.pictures > 0 ? stage.yield.pictures : nil,
      filmSeconds: stage.yield.filmSeconds, bytes: stage.bytes, realTime: stage.pace,
      shotlog: BenchDocument.Runs(stage.ours),
      peer: stage.theirs.map { _ in BenchPeer.title(stage.stage) },
      ffmpeg: stage.theirs.map(BenchDocument.Runs.init), ratios: stage.ratios)
  }
}

extension BenchDocument.Runs {
  fileprivate init(_ runs: BenchFigures.Runs) {
    self.init(
      wall: runs.wall, processor: runs.processor, memory: runs.memory, failure: runs.failure)
  }
}
