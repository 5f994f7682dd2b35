/// The same work by the programs of ffmpeg.
struct BenchPeer: Equatable, Sendable {
  /// The program's path.
  let program: String
  let arguments: [String]

  /// What does a stage; nil if the program is not on the path.
  init?(
    _ stage: BenchStage, of path: String, stream: Int, seconds: Double,
    environment: [String: String]
  ) {
    let name = stage.isBounded ? "ffmpeg" : "ffprobe"
    guard let program = SearchPath.program(name, environment) else { return nil }
    self.program = program
    let input =
      ["-v", "error", "-nostdin"] + (stage == .keys ? ["-skip_frame", "nokey"] : [])
      + ["-t", "\(seconds)", "-i", path, "-map", "0:\(stream)"]
    let jpeg = ["-q:v", "3", "-f", "mjpeg", "-y", "/dev/null"]
    arguments =
      switch stage {
      case .probe: ["-v", "error", "-show_format", "-show_streams", "-show_chapters", path]
      case .index:
        [
          "-v", "error", "-select_streams", "\(stream)", "-show_entries",
          "packet=pts,duration,flags,size,pos", "-of", "csv", "-o", "/dev/null", path,
        ]
      case .pictures: input + ["-f", "null", "-"]
      case .seconds: input + ["-vf", "fps=1,scale=512:-2"] + jpeg
      case .keys: input + ["-fps_mode", "passthrough", "-vf", "scale=512:-2"] + jpeg
      case .shots: input + ["-vf", "scdet", "-f", "null", "-"]
      }
  }

  /// What it does, where that is not just the same.
  static func title(_ stage: BenchStage) -> String {
    switch stage {
    case .probe, .index: "ffprobe"
    case .pictures: "ffmpeg, decoding alone"
    case .seconds, .keys: "ffmpeg"
    case .shots: "ffmpeg scdet"
    }
  }
}
