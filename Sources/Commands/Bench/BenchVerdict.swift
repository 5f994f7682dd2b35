/// What figures mean to somebody with many such films.
struct BenchVerdict: Equatable, Sendable {
  /// Where most of the time of finding shots goes.
  enum Bottleneck: String, Sendable {
    /// Getting packets out of the file.
    case reading
    /// Making pictures of packets.
    case decoding
    /// Looking at the pictures, and hearing the sound.
    case looking
  }

  /// Nil if a stage is missing that would tell.
  let bottleneck: Bottleneck?
  /// In sentences, the most important first.
  let sentences: [String]

  init(_ figures: BenchFigures) {
    let shares = Self.shares(figures)
    bottleneck = shares?.max { $0.part < $1.part }?.place
    sentences = [
      Self.pace(figures), Self.shortness(figures), shares.flatMap { Self.bottleneck(figures, $0) },
      Self.cores(figures),
      Self.savings(figures), Self.peers(figures), Self.memory(figures), Self.trouble(figures),
    ].compactMap(\.self)
  }

  private static func pace(_ figures: BenchFigures) -> String? {
    let parts = [(BenchStage.shots, "finding its shots"), (.pictures, "reading every picture")]
      .compactMap { stage, words -> String? in
        guard let film = figures[stage]?.yield.filmSeconds, film > 0,
          let work = figures.work(stage)
        else { return nil }
        return "\(words) takes \(length(3600 * work / film)) (\(times(film / work)) real time)"
      }
    guard !parts.isEmpty else { return nil }
    return "An hour like this on this machine: \(parts.joined(separator: ", "))."
  }

  /// The parts of the time of finding shots.
  private static func shares(
    _ figures: BenchFigures
  ) -> [(place: Bottleneck, part: Double)]? {
    guard let shots = figures.work(.shots), let decoded = figures.work(.pictures),
      let film = figures[.shots]?.yield.filmSeconds, let index = figures[.index],
      let whole = index.yield.filmSeconds, whole > 0
    else { return nil }
    // The index is of the whole file.
    let reading = min(decoded, (figures.work(.index) ?? 0) * min(1, film / whole))
    let all = max(shots, decoded)
    return [
      (.reading, reading / all), (.decoding, (decoded - reading) / all),
      (.looking, (all - decoded) / all),
    ]
  }

  private static func bottleneck(
    _ figures: BenchFigures, _ shares: [(place: Bottleneck, part: Double)]
  ) -> String? {
    guard let most = shares.max(by: { $0.part < $1.part }) else { return nil }
    let part = percent(most.part)
    return switch most.place {
    case .reading:
      "Reading the file is the bottleneck: \(part) of that time. A faster disk or a copy nearby would help."
    case .decoding:
      "Decoding is the bottleneck: \(part) of that time. More or faster cores would help, or fewer pixels."
    case .looking:
      "Looking at the pictures and hearing the sound is the bottleneck: \(part) of that time."
    }
  }

  private static func shortness(_ figures: BenchFigures) -> String? {
    guard let wall = figures[.pictures]?.ours.wall.middle, wall > 0 else { return nil }
    let part = min(1, figures.start / wall)
    guard part > 0.2 else { return nil }
    return
      "This film is short: \(percent(part)) of the time of reading it is starting up, which the table "
      + "has and this verdict leaves out."
  }

  private static func cores(_ figures: BenchFigures) -> String? {
    guard figures.cores > 1, let stage = figures[.pictures], let work = figures.work(.pictures),
      work >= max(0.5, figures.start)
    else { return nil }
    let busy = stage.ours.processor.middle / stage.ours.wall.middle
    let words = "It keeps \(Decimal.text(busy, places: 1)) of \(figures.cores) cores at work"
    guard busy < 0.75 * Double(figures.cores) else { return "\(words)." }
    return
      "\(words): there are too few key pictures to share this film out, the disk is slow, or others use "
      + "the machine. Several films at once would use the rest."
  }

  private static func savings(_ figures: BenchFigures) -> String? {
    guard let all = figures.work(.pictures) else { return nil }
    let parts = [(BenchStage.seconds, "a picture a second"), (.keys, "the key pictures alone")]
      .compactMap { stage, words in
        figures.work(stage).map { "\(words) \(percent($0 / all))" }
      }
    guard !parts.isEmpty else { return nil }
    return "Of the time that every picture takes, \(parts.joined(separator: " and ")) would do."
  }

  private static func peers(_ figures: BenchFigures) -> String? {
    guard let version = figures.ffmpeg else {
      return "ffmpeg is not on the PATH, so there is nothing to compare with."
    }
    let compared = figures.stages.filter { !$0.ratios.isEmpty && $0.ours.failure == nil }
    guard !compared.isEmpty else { return nil }
    let quicker = compared.filter { $0.ratios.middle <= 1 }
    let slower = compared.filter { $0.ratios.middle > 1 }
    func list(_ stages: [BenchFigures.Stage]) -> String {
      stages.map { "\($0.stage.title) \(Decimal.hundredths($0.ratios.middle))" }
        .joined(separator: ", ")
    }
    var parts: [String] = []
    if !quicker.isEmpty { parts.append("takes no longer than it at \(list(quicker))") }
    if !slower.isEmpty { parts.append("longer at \(list(slower))") }
    return
      "Beside ffmpeg \(version), as parts of its time, Shotlog \(parts.joined(separator: "; "))."
  }

  private static func memory(_ figures: BenchFigures) -> String? {
    let most = figures.stages.compactMap { stage in
      stage.ours.memory.map { (title: stage.stage.title, bytes: $0) }
    }.max { $0.bytes < $1.bytes }
    return most.map { "At most \(Decimal.bytes($0.bytes)) of memory, at \($0.title)." }
  }

  private static func trouble(_ figures: BenchFigures) -> String? {
    let failed = figures.stages.compactMap { stage in
      stage.ours.failure.map { "\(stage.stage.title) (\($0))" }
    }
    return failed.isEmpty ? nil : "Not measured: \(failed.joined(separator: ", "))."
  }

  private static func length(_ seconds: Double) -> String {
    guard seconds >= 60 else { return "\(Decimal.text(seconds, places: seconds < 10 ? 1 : 0)) s" }
    let whole = Int(min(seconds, 1e9).rounded())
    return whole < 3600
      ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  private static func times(_ pace: Double) -> String {
    "\(Decimal.text(pace, places: pace < 10 ? 1 : 0)) ×"
  }

  private static func percent(_ part: Double) -> String {
    "\(Decimal.text(part * 100, places: part < 0.1 ? 1 : 0)) %"
  }
}
