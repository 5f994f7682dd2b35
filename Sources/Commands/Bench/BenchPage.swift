/// What `bench` shows to people.
struct BenchPage {
  /// The page, with a line feed at the end.
  let text: String

  init(_ film: BenchFilm, _ figures: BenchFigures, style: TextStyle) {
    var table = TextTable([
      "stage", " wall s", " CPU s", " memory", " × real time", " pictures/s", " MB/s",
      " beside ffmpeg",
    ])
    for stage in figures.stages {
      let wall = stage.ours.wall.middle
      guard stage.ours.failure == nil, wall > 0 else {
        table.add([stage.stage.title, "-", "", "", "", "", "", ""])
        continue
      }
      func pace(_ count: Double?) -> String {
        count.map { Self.rate($0 / wall) } ?? ""
      }
      let pictures = stage.yield.pictures
      table.add([
        stage.stage.title, Decimal.hundredths(wall),
        Decimal.hundredths(stage.ours.processor.middle),
        stage.ours.memory.map(Decimal.bytes) ?? "",
        stage.pace.map(Self.rate) ?? "",
        pace(pictures > 0 ? Double(pictures) : nil),
        stage.bytes.map { Self.rate($0 / 1e6 / wall) } ?? "",
        Self.spread(stage.ratios),
      ])
    }
    let lines = BenchVerdict(figures).sentences.flatMap {
      LineBreaking.lines(of: TextStyle.harmless($0), width: 80)
    }
    let rounds = figures.rounds == 1 ? "1 round" : "\(figures.rounds) rounds"
    text =
      style.title(TextStyle.harmless(film.title)) + "\n"
      + style.label(TextStyle.harmless("\(film.words); \(rounds), \(figures.cores) cores")) + "\n\n"
      + table.text(style) + "\n" + lines.joined(separator: "\n") + "\n"
  }

  /// With about two digits.
  private static func rate(_ value: Double) -> String {
    Decimal.text(value, places: value < 1 ? 2 : value < 10 ? 1 : 0)
  }

  private static func spread(_ ratios: [Double]) -> String {
    guard let least = ratios.min(), let most = ratios.max() else { return "" }
    guard ratios.count > 1 else { return Decimal.hundredths(least) }
    return
      "\(Decimal.hundredths(ratios.middle)) (\(Decimal.hundredths(least))-\(Decimal.hundredths(most)))"
  }
}
