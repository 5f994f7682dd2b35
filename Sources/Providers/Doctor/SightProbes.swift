internal import Models

extension DoctorVisit {
  /// Whether the model sees what it is shown.
  mutating func checkSight() async throws(ModelError) {
    guard profile.mostPictures > 0 else {
      let isTold = server?.seesPictures == false
      if isTold { seesPictures = false }
      note(
        .sight, .skipped,
        isTold ? "The server says that it sees none." : "The settings send it none.")
      return
    }
    do throws(ModelError) {
      var (digits, answer) = try await look()
      if !answer.isTaken, profile.pictureDetail != nil {
        var plain = profile
        plain.pictureDetail = nil
        let second = try await look(as: plain)
        if second.answer.isTaken {
          profile.pictureDetail = nil
          (digits, answer) = second
        }
      }
      var isBlurred = false
      if !answer.names(digits) {
        // Three digits of four may be luck, twice they are not; and nobody is judged by one picture.
        let isNear = answer.misreads(digits)
        (digits, answer) = try await look()
        isBlurred = isNear && answer.misreads(digits)
      }
      let isExact = answer.names(digits)
      guard isExact || isBlurred else {
        let isCounted = cost(of: answer).map { $0 > Self.doubtfulCost } ?? false
        guard isCounted || answer.finish != .length else {
          throw ModelError(.brokenAnswer, "the answer was cut: \(answer.summary)")
        }
        if !isCounted { (profile.mostPictures, seesPictures) = (0, false) }
        note(
          .sight, .limited, asked: "which digits a picture shows: \(digits)", came: answer.summary,
          isCounted
            ? "Nobody knows: pictures count in what it reads, and it could not say which large digits they show."
            : "No: pictures are not seen. The server takes them and drops them, so none are sent.")
        return
      }
      seesPictures = true
      note(
        .sight, isExact ? .good : .limited, asked: "which digits a picture shows: \(digits)",
        came: answer.summary,
        (isExact ? "Yes." : "Yes, but not sharply: of two pictures it misread a digit each.")
          + costs(of: answer))
    } catch {
      guard error.code == .picturesUnsupported || error.most == 0 else { throw error }
      (profile.mostPictures, seesPictures) = (0, false)
      note(
        .sight, .limited, asked: "which digits a picture shows", came: error.message,
        "No: it refuses pictures, so none are sent.")
    }
  }

  private mutating func look(
    as profile: ServerProfile? = nil
  ) async throws(ModelError) -> (digits: String, answer: ProbeAnswer) {
    let digits = digits()
    let question = ProbeQuestion(
      prompt: "What four digits are in the picture? Digits only.",
      pictures: [.init(number: 1, picture: ProbePicture(digits))])
    var plain = profile ?? self.profile
    // One picture needs no list of pictures, which would count in what it costs.
    plain.order = .interleaved
    return (digits, try await ask(question, as: plain))
  }

  /// What a picture costs, for people.
  private func costs(of answer: ProbeAnswer) -> String {
    guard let cost = cost(of: answer) else { return " Nobody counts what they cost." }
    guard cost > 0 else { return " They do not count in what it reads." }
    let isNear = abs(cost - usualCost) * 4 <= usualCost
    return " One of 448x252 costs about \(cost) tokens"
      + (isNear ? "." : ", where \(usualCost) are counted on; tokens_per_image can be set.")
  }

  /// What a picture costs beside the words, where both questions were counted.
  private func cost(of answer: ProbeAnswer) -> Int? {
    guard let with = answer.usage?.input, let without = baseline?.usage?.input,
      let words = baseline?.wordTokens, words > 0
    else { return nil }
    return with - without * answer.wordTokens / words
  }

  /// Why nothing is asked about pictures.
  var unseen: String {
    seesPictures == false ? "It sees no pictures." : "Whether it sees pictures is not known."
  }

  /// What guesses about words may be wrong by; no picture is seen in fewer tokens.
  private static let doubtfulCost = 10

  /// What the profile counts on.
  private var usualCost: Int { profile.pictureTokens.count(width: 448, height: 252) }

  /// Whether labels stay with their pictures; models that see one at a time are found out by the way.
  mutating func checkOrder() async throws(ModelError) {
    guard seesPictures == true else {
      note(.order, .skipped, unseen)
      return
    }
    // The second place bears the third number, so that counting does not find it.
    var all: [String] = []
    while all.count < 3 {
      let digits = digits()
      if !all.contains(digits) { all.append(digits) }
    }
    let shown = zip([2, 3, 1], all).map {
      ProbeQuestion.Shown(number: $0, picture: .small($1))
    }
    let question = ProbeQuestion(
      prompt: "Which four digits are in the picture labelled \"Picture 3\"? Digits only.",
      pictures: shown)
    var interleaved = profile
    // Otherwise a list of the pictures would be sent beside the labels.
    interleaved.order = .interleaved
    interleaved.mostPictures = max(3, interleaved.mostPictures)
    let asked = "the digits of the second of three pictures by its label: \(all[1])"
    do throws(ModelError) {
      let answer = try await ask(question, as: interleaved)
      let named = all.filter(answer.names)
      let isRight = named == [all[1]]
      profile.order = isRight ? .interleaved : named.isEmpty ? .unknown : .picturesFirst
      let conclusion =
        switch profile.order {
        case .interleaved: "Yes."
        case .picturesFirst:
          "No: it saw the pictures, and not which label belongs to which. Times are written onto them."
        case .unknown: "Nobody knows: it named none of them. Times are written onto the pictures."
        }
      note(.order, isRight ? .good : .limited, asked: asked, came: answer.summary, conclusion)
    } catch {
      guard error.code == .tooManyPictures, let most = error.most else { throw error }
      profile.mostPictures = most
      note(
        .order, .limited, asked: asked, came: error.message,
        "It takes \(most) \(most == 1 ? "picture" : "pictures") at a time: no more are sent.")
    }
  }
}
