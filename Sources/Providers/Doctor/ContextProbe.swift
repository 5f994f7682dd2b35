internal import Models

extension DoctorVisit {
  /// How long a question may be, and whether the start of a longer one is forgotten without a word.
  mutating func checkContext() async throws(ModelError) {
    guard doctor.entry.kind != .ollama else {
      note(.context, .skipped, "It is given as much as each question needs.")
      return
    }
    if let tokens = profile.contextTokens {
      let teller =
        if doctor.entry.hasSet(.contextTokens) {
          "the settings say"
        } else if server?.contextTokens != nil {
          "the server tells"
        } else {
          "is usual for its kind"
        }
      note(.context, .skipped, "\(tokens) tokens, as \(teller).")
      return
    }
    let asked = "a word from the start of ever longer questions"
    var remembered: Int?
    var came: [String] = []
    for size in [2000, 3000, 4500, 6750, 10_000, 15_000, 22_500, 33_750] {
      let marker = digits()
      do throws(ModelError) {
        let answer = try await ask(Self.longQuestion(of: size, hiding: marker))
        came.append("about \(size) tokens: \(answer.summary)")
        guard answer.names(marker) else {
          profile.contextTokens = answer.usage?.input ?? remembered
          note(
            .context, .limited, asked: asked, came: came.joined(separator: "; "),
            "Silent truncation: of \(size) tokens it forgot the start, and said nothing. "
              + (profile.contextTokens.map { "It is asked no more than \($0)." }
                ?? "How much it can keep is not known."))
          return
        }
        remembered = answer.usage?.input ?? answer.wordTokens
      } catch {
        came.append("about \(size) tokens: \(error.message)")
        let isEnough = error.code == .overBudget || error.code == .timedOut
        guard error.code == .contextTooLong || isEnough && remembered != nil else { throw error }
        profile.contextTokens = error.code == .contextTooLong ? error.most ?? remembered : nil
        let tokens = profile.contextTokens ?? remembered
        note(
          .context, .good, asked: asked, came: came.joined(separator: "; "),
          error.code == .contextTooLong
            ? "\(tokens.map { "\($0) tokens" } ?? "Less than \(size) tokens"): it takes no more."
            : "At least \(tokens ?? 0) tokens; to ask more would cost too much, or take too long.")
        return
      }
    }
    note(
      .context, .good, asked: asked, came: came.joined(separator: "; "),
      "At least \(remembered ?? 0) tokens.")
  }

  /// Words without meaning that begin with something to remember.
  private static func longQuestion(of tokens: Int, hiding marker: String) -> ProbeQuestion {
    let sentence = "The tide came in over the flat sand, and went out again as on every other day. "
    let line = String(repeating: sentence, count: 8)
    let count = tokens / WordTokens.count("Segment 100, 100.000–101.000 s\nSaid: \(line)")
    return ProbeQuestion(
      prompt: "What is the marker that was named at the very beginning? Answer with it alone.",
      lines: ["The marker is \(marker)."] + [String](repeating: line, count: max(1, count)))
  }
}
