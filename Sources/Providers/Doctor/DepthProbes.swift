internal import Models

extension DoctorVisit {
  /// How many pictures are seen at once: twice as many each time, until one too many.
  mutating func checkPictureCount() async throws(ModelError) {
    guard seesPictures == true else {
      note(.pictures, .skipped, unseen)
      return
    }
    guard profile.mostPictures > 1 else {
      note(.pictures, .skipped, "One, as was found before.")
      return
    }
    var most = 1
    var came: [String] = []
    var reason = "More were not tried."
    search: for count in [2, 4, 8, 16, 32, 64] {
      let shown = (1...count).map { number in
        ProbeQuestion.Shown(number: number, picture: .small(digits()))
      }
      let question = ProbeQuestion(
        prompt: "What four digits are in the last picture? Digits only.", pictures: shown)
      var wide = profile
      wide.mostPictures = count
      do throws(ModelError) {
        let answer = try await ask(question, as: wide)
        came.append("\(count): \(answer.summary)")
        guard let last = shown.last, answer.names(last.picture.digits) else {
          reason = "Of \(count) it no longer sees the last."
          break search
        }
        most = count
      } catch {
        came.append("\(count): \(error.message)")
        switch error.code {
        case .tooManyPictures:
          most = error.most ?? most
          reason = "It refuses more."
        case .contextTooLong:
          reason = "\(count) do not fit its context."
        case .requestTooLarge:
          reason = "\(count) are more than it takes in one request."
        case .overBudget where most > 1:
          reason = "To ask more would cost too much."
        case .timedOut where most > 1:
          reason = "To look at \(count) takes it too long."
        default: throw error
        }
        break search
      }
    }
    profile.mostPictures = most
    note(
      .pictures, most >= doctor.entry.profile.mostPictures ? .good : .limited,
      asked: "the digits of the last of 2, 4, 8 … pictures", came: came.joined(separator: "; "),
      "It sees \(most). \(reason)")
  }

  /// How large a picture may be for small digits in its corner to be read.
  mutating func checkPictureSize() async throws(ModelError) {
    guard seesPictures == true else {
      note(.size, .skipped, unseen)
      return
    }
    var legible: Int?
    var came: [String] = []
    var isBounded = false
    var refusal: String?
    for side in [1024, 2048, 4096] {
      let picture = ProbePicture(
        digits(), width: side, height: side * 9 / 16, digitHeight: 60, isInCorner: true)
      let question = ProbeQuestion(
        prompt: "What four digits are in the corner of the picture? Digits only.",
        pictures: [.init(number: 1, picture: picture)])
      do throws(ModelError) {
        let answer = try await ask(question)
        came.append("\(side): \(answer.summary)")
        isBounded = !answer.names(picture.digits)
      } catch {
        guard legible != nil || error.code == .requestTooLarge || error.code == .badRequest else {
          throw error
        }
        came.append("\(side): \(error.message)")
        switch error.code {
        case .contextTooLong: refusal = "larger ones do not fit its context"
        case .requestTooLarge, .badRequest: refusal = "larger ones are refused"
        default: break
        }
        isBounded = refusal != nil
        break
      }
      if isBounded { break }
      legible = side
    }
    if isBounded, let legible {
      profile.longestPictureSide = min(legible, profile.longestPictureSide ?? legible)
    }
    let conclusion =
      switch (isBounded, legible) {
      case (true, nil) where refusal != nil: "Even one of 1024 pixels is refused."
      case (true, nil): "Small digits are not read even in one of 1024 pixels: details are lost."
      case (true, let side?):
        "\(side) pixels: \(refusal ?? "in larger ones small digits are no longer read")."
      case (false, let side): "At least \(side ?? 0) pixels."
      }
    note(
      .size, isBounded ? .limited : .good,
      asked: "digits of 60 pixels in the corner of pictures of 1024, 2048 and 4096",
      came: came.joined(separator: "; "), conclusion)
  }
}
