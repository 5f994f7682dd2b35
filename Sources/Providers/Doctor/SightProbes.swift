internal import Models

extension DoctorVisit {
  /// Whether the model sees what it is shown.
  mutating func checkSight() async throws(ModelError) {
    guard profile.mostPictures > 0 else {
      note(.sight, .skipped, "The server says that it sees none.")
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
      // One digit misread is no blindness, and luck is rare: nobody is judged by one picture.
      if answer.digits != digits { (digits, answer) = try await look() }
      guard answer.digits == digits else {
        profile.mostPictures = 0
        note(
          .sight, .limited, asked: "which digits a picture shows: \(digits)", came: answer.summary,
          cost(of: answer).map { $0 * 4 > usualCost } ?? false
            ? "No: pictures reach the model, and it cannot tell what they show. None are sent."
            : "No: pictures are not seen. The server takes them and drops them, so none are sent.")
        return
      }
      note(
        .sight, .good, asked: "which digits a picture shows: \(digits)", came: answer.summary,
        "Yes." + costs(of: answer))
    } catch {
      guard error.code == .picturesUnsupported || error.most == 0 else { throw error }
      profile.mostPictures = 0
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

  /// What the profile counts on.
  private var usualCost: Int { profile.pictureTokens.count(width: 448, height: 252) }

  /// Whether labels stay with their pictures; models that see one at a time are found out by the way.
  mutating func checkOrder() async throws(ModelError) {
    guard profile.mostPictures > 0, isKnown(.sight) else {
      note(.order, .skipped, "It sees no pictures.")
      return
    }
    // The second place bears the third number, so that counting does not find it.
    let all = [digits(), digits(), digits()]
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
      let isRight = answer.digits == all[1]
      let isOther = all.contains(answer.digits)
      profile.order = isRight ? .interleaved : isOther ? .picturesFirst : .unknown
      let conclusion =
        switch profile.order {
        case .interleaved: "Yes."
        case .picturesFirst:
          "No: it saw the pictures, and not which label belongs to which. Their times are written into them."
        case .unknown: "Nobody knows: it named none of them. Times are written into the pictures."
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
