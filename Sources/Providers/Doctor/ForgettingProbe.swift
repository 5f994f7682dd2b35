internal import Models

extension DoctorVisit {
  /// Whether the first of many pictures are forgotten without a word.
  mutating func checkForgetting() async throws(ModelError) {
    guard seesPictures == true else {
      note(.forgetting, .skipped, unseen)
      return
    }
    guard profile.mostPictures > 1 else {
      note(.forgetting, .skipped, "It is shown one picture at most.")
      return
    }
    if doctor.entry.kind == .ollama {
      try await checkRefusal()
    } else {
      try await checkFirst()
    }
  }

  /// Ollama is asked with less context than it needs, and must say so.
  private mutating func checkRefusal() async throws(ModelError) {
    var small = profile
    small.contextTokens = Self.smallContext
    let asked = "\(Self.tooManyPictures) pictures in a context of \(Self.smallContext) tokens"
    do throws(ModelError) {
      let (answer, isSeen) = try await lookAtFirst(of: Self.tooManyPictures, as: small)
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

  private static let (smallContext, tooManyPictures) = (2048, 48)

  /// As many pictures as it seems to take are halved until the first of them is seen too.
  private mutating func checkFirst() async throws(ModelError) {
    var most = profile.mostPictures
    var tooMany = most
    var came: [String] = []
    while most > 1 {
      let (answer, isSeen) = try await lookAtFirst(of: most, as: profile)
      came.append("\(most): \(answer.summary)")
      if isSeen { break }
      (tooMany, most) = (most, most / 2)
    }
    let isWhole = most == profile.mostPictures
    let conclusion =
      isWhole
      ? "No: of \(most) it still sees the first."
      : "Silent truncation: of \(tooMany) it forgot the first, and said nothing. It is sent \(most)."
    profile.mostPictures = most
    note(
      .forgetting, isWhole ? .good : .limited,
      asked: "the digits of the first of as many pictures as it takes",
      came: came.joined(separator: "; "), conclusion)
  }

  private mutating func lookAtFirst(
    of count: Int, as profile: ServerProfile
  ) async throws(ModelError) -> (ProbeAnswer, isSeen: Bool) {
    var wide = profile
    wide.mostPictures = max(wide.mostPictures, count)
    let shown = (1...count).map { number in
      ProbeQuestion.Shown(number: number, picture: .small(digits()))
    }
    let question = ProbeQuestion(
      prompt: "What four digits are in the first picture? Digits only.", pictures: shown)
    let answer = try await ask(question, as: wide)
    return (answer, shown.first.map { answer.names($0.picture.digits) } ?? false)
  }
}
