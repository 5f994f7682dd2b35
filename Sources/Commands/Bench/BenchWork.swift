internal import FoundationEssentials
internal import Media
internal import MediaTypes

/// The program as the one whose time is taken: it does one stage and says how much that was.
enum BenchWork {
  /// The word that makes the program one.
  static let word = "bench-stage"

  /// What the program is told to do a stage.
  static func words(_ stage: BenchStage, _ path: String, seconds: Ratio) -> [String] {
    [word, stage.rawValue, path, "\(seconds)"]
  }

  /// Does what words say, those after the first.
  static func run(_ words: ArraySlice<String>, _ console: Console) throws(CommandError) -> ExitCode
  {
    let words = Array(words)
    guard words.count == 3, let stage = BenchStage(rawValue: words[0]),
      let seconds = Ratio(words[2])
    else {
      throw .usage("these words are no stage", advice: "\"shotlog bench FILE\" starts each")
    }
    let input = InputName(words[1])
    let yield = try console.reading(input) { () throws(MediaError) in
      try stage.run(input.source, seconds: seconds, console.interruption)
    }
    try console.output.write(try JSONText.of(yield))
    return .success
  }

  /// What a program of this kind said; nil if it said something else.
  static func yield(of line: [UInt8]) -> BenchStage.Yield? {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try? decoder.decode(BenchStage.Yield.self, from: Data(line))
  }
}
