internal import Models

extension DoctorVisit {
  /// How a server takes a field that bounds an answer.
  private enum Obedience {
    /// It refuses it.
    case refused
    /// It takes it, and does nothing with it.
    case ignored
    /// It takes it, and more is not known.
    case taken
    /// It keeps to it.
    case kept
  }

  /// Which of the fields is kept to that bound an answer: a server that knows one may refuse or ignore the other.
  mutating func checkLimitField() async throws(ModelError) {
    guard doctor.entry.kind.speaksChat else { return }
    let first = profile.limitField
    var came: [String] = []
    for field in [first] + ServerProfile.LimitField.allCases.filter({ $0 != first }) {
      var other = profile
      other.limitField = field
      let (obedience, words) = try await obedience(to: other)
      came.append("\(field.rawValue): \(words)")
      guard obedience == .kept || obedience == .taken else { continue }
      profile.limitField = field
      let conclusion =
        switch (field, obedience) {
        case (.absent, _): "None: it refuses or ignores what should bound them."
        case (_, .kept): "It keeps to \(field.rawValue)."
        default: "It takes \(field.rawValue)."
        }
      note(
        .limitField, field == .absent ? .limited : .good, asked: Self.asked,
        came: came.joined(separator: "; "), conclusion)
      return
    }
    note(
      .limitField, .limited, asked: Self.asked, came: came.joined(separator: "; "),
      "It refuses something else: the fields stay.")
  }

  private static let asked = "for many more words than a bound of \(few) tokens allows"
  private static let few = 3

  private mutating func obedience(
    to profile: ServerProfile
  ) async throws(ModelError) -> (Obedience, came: String) {
    let isBounded = profile.limitField != .absent
    // Nobody is asked for much without a bound.
    let question = ProbeQuestion(
      prompt: isBounded ? "Write the numbers from 1 to 60 as words." : "Reply with the word ready.",
      outputTokens: Self.few)
    do throws(ModelError) {
      let answer = try await ask(question, as: profile)
      let isLong = answer.finish == .stop && WordTokens.count(answer.text) > 2 * Self.few
      let obedience: Obedience =
        switch (answer.isTaken, answer.finish) {
        case (false, _): .refused
        case (true, .length): .kept
        case (true, _): isLong && isBounded ? .ignored : .taken
        }
      return (obedience, answer.summary)
    } catch {
      // Nothing but thoughts fits into so little.
      guard error.code == .brokenAnswer || error.code == .badRequest else { throw error }
      let isTaken = error.code == .brokenAnswer && error.transfers.count == 1
      return (isTaken ? .kept : .refused, error.message)
    }
  }
}
