internal import Models

extension DoctorVisit {
  /// How long a question may be, and whether the start of a longer one is forgotten without a word.
  mutating func checkContext() async throws(ModelError) {
    guard doctor.entry.kind != .ollama else {
      note(.context, .skipped, "It is given as much as each question needs.")
      return
    }
    if let tokens = profile.contextTokens {
      let isTold = server?.contextTokens != nil
      note(
        .context, .skipped,
        "\(tokens) tokens, as \(isTold ? "the server tells" : "the settings say").")
      return
    }
    let asked = "a word from the start of ever longer questions"
    var remembered: Int?
    var came: [String] = []
    for size in [3000, 4500, 6750, 10_000, 15_000, 22_500, 33_750] {
      let marker = digits()
      do throws(ModelError) {
        let answer = try await ask(Self.longQuestion(of: size, hiding: marker))
        came.append("about \(size) tokens: \(answer.summary)")
        guard answer.digits == marker else {
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
        guard error.code == .contextTooLong || error.code == .overBudget && remembered != nil
        else { throw error }
        profile.contextTokens = error.code == .contextTooLong ? error.most ?? remembered : nil
        let tokens = profile.contextTokens ?? remembered
        note(
          .context, .good, asked: asked, came: came.joined(separator: "; "),
          error.code == .contextTooLong
            ? "\(tokens.map { "\($0) tokens" } ?? "Less than \(size) tokens"): it takes no more."
            : "At least \(tokens ?? 0) tokens; to ask more would cost too much.")
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

  /// Whether pictures that do not fit are refused, or forgotten without a word as Ollama likes to do.
  mutating func checkForgetting() async throws(ModelError) {
    guard doctor.entry.kind == .ollama, profile.mostPictures > 0, isKnown(.sight) else { return }
    var small = profile
    small.contextTokens = Self.smallContext
    small.mostPictures = max(small.mostPictures, Self.tooManyPictures)
    let shown = (1...Self.tooManyPictures).map { number in
      ProbeQuestion.Shown(number: number, picture: ProbePicture(digits()))
    }
    let question = ProbeQuestion(
      prompt: "Which four digits are in the picture labelled \"Picture 1\"? Digits only.",
      pictures: shown)
    let asked = "\(Self.tooManyPictures) pictures in a context of \(Self.smallContext) tokens"
    do throws(ModelError) {
      let answer = try await ask(question, as: small)
      let isSeen = answer.digits == shown.first?.picture.digits
      note(
        .forgetting, isSeen ? .good : .limited, asked: asked, came: answer.summary,
        isSeen
          ? "No: it saw the first of them all the same."
          : "Silent truncation: it forgot the first of them. Give it a context that is large enough."
      )
    } catch {
      guard error.code == .contextTooLong else { throw error }
      note(
        .forgetting, .good, asked: asked, came: error.message, "No: it refuses what does not fit.")
    }
  }

  private static let (smallContext, tooManyPictures) = (2048, 32)
}
